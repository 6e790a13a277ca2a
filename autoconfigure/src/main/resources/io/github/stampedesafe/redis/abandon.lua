-- KEYS fence, lease. ARGV token, channel, message.
-- Returns 1 if the fence was the caller's, else 0.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
    return 0
end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
