-- KEYS fence, lease, failure. ARGV token, holder of the lease, channel, message, failure ('' for none), its life in ms.
-- Returns 1 if the fence was the caller's, else 0.
if stored(KEYS[1]) ~= fence(ARGV[1]) then
    return 0
end
leave(KEYS[1], KEYS[2], ARGV[2])
if ARGV[5] ~= '' then
    redis.call('SET', KEYS[3], ARGV[5], 'PX', ARGV[6])
end
redis.call('PUBLISH', ARGV[3], ARGV[4])
return 1
