-- KEYS entry, fence. ARGV header that was seen, token, life of the fence in ms.
-- Returns {1, start of the load}, or {0, entry} if the entry is not the one that was seen.
local entry = stored(KEYS[1])
if header(entry) ~= ARGV[1] then
    return {0, entry}
end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return {1, now()}
