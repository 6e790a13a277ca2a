-- KEYS entry, fence, lease, failure, beside. ARGV version (packed), life of the tombstone in ms, channel, message.
-- Returns 1 if the tombstone is stored, 0 if a higher version is.
if outdated(KEYS[1], 4, ARGV[1]) then
    return 0
end
local at = now()
local times = struct.pack('>i8', at) .. struct.pack('>i8', at + ARGV[2])
redis.call('SET', KEYS[1], '\2\12' .. times .. string.rep('\0', 8) .. ARGV[1] .. string.rep('\0', 24), 'PX', ARGV[2])
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('PUBLISH', ARGV[3], ARGV[4])
return 1
