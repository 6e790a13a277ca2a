-- KEYS entry, fence, lease, failure, beside.
-- ARGV header that was seen, token, life of the fence in ms, holder of the lease ('' if unknown), 1 to heed failures,
-- shape that is asked for (packed), bytes of the largest entry to return.
-- Returns {1, start of the load}, {0, entry} if the entry is not the one that was seen, {4, ''} if it is too large,
-- {2, ''} if the lease is somebody else's or nobody's, {3, failure} if one is remembered.
local entry = standing(KEYS[1], KEYS[5], ARGV[6])
if header(entry) ~= ARGV[1] then
    return #entry <= tonumber(ARGV[7]) and {0, entry} or {4, ''}
end
if ARGV[4] ~= '' and not holds(KEYS[3], ARGV[4]) then
    return {2, ''}
end
if ARGV[5] == '1' then
    local failure = stored(KEYS[4])
    if string.match(failure, '^%d+\n[^\n]*\n') and string.find(failure, '\n') <= 16 and redis.call('PTTL', KEYS[4]) > 0 then
        return {3, failure}
    end
    -- Nothing, or what we do not write: it would keep everybody from loading for ever.
    redis.call('DEL', KEYS[4])
end
redis.call('SET', KEYS[2], fence(ARGV[2]), 'PX', ARGV[3])
return {1, now()}
