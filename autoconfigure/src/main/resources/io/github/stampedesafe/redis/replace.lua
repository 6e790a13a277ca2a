-- KEYS entry, fence, lease, failure, beside.
-- ARGV 1 to 7 the fill, header that was seen, shape that was asked for (packed), channel, message.
-- Returns 1 if the entry is stored, 0 if the entry is not the one that was seen, or a higher version is stored.
if header(standing(KEYS[1], KEYS[5], ARGV[9])) ~= ARGV[8] or outdated(KEYS[1], string.byte(ARGV[3]), ARGV[5]) then
    return 0
end
local at = now()
store(KEYS[1], at, struct.pack('>i8', at), false)
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('PUBLISH', ARGV[10], ARGV[11])
return 1
