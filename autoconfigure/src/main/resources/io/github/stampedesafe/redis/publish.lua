-- KEYS entry, fence. ARGV 1 to 6 the fill, start of the load (packed), token, channel, message.
-- Returns 1 if the fence was the caller's and the entry is stored, else 0.
if redis.call('GET', KEYS[2]) ~= ARGV[8] then
    return 0
end
store(KEYS[1], now(), ARGV[7])
redis.call('DEL', KEYS[2])
redis.call('PUBLISH', ARGV[9], ARGV[10])
return 1
