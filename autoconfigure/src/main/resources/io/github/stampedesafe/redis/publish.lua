-- KEYS entry, fence, lease, beside.
-- ARGV 1 to 7 the fill, start of the load (packed), token, holder of the lease, channel, messages for stored and not.
-- Returns 1 if the entry is stored, 0 if the fence was not the caller's, 2 if a higher version is stored.
if stored(KEYS[2]) ~= fence(ARGV[9]) then
    return 0
end
if outdated(KEYS[1], string.byte(ARGV[3]), ARGV[5]) then
    leave(KEYS[2], KEYS[3], ARGV[10])
    redis.call('PUBLISH', ARGV[11], ARGV[13])
    return 2
end
setAside(KEYS[1], KEYS[4], string.sub(ARGV[6], 17, 24))
store(KEYS[1], now(), ARGV[8], true)
redis.call('DEL', KEYS[2])
redis.call('PUBLISH', ARGV[11], ARGV[12])
return 1
