-- KEYS entry, fence, lease, failure. ARGV channel, message.
-- Overwrites one byte, so that the entry keeps its time to live. A tombstone stays what it is.
local seen = header(stored(KEYS[1]))
local flags = seen ~= '' and string.byte(seen, 2) or 8
if not has(flags, 2) and not has(flags, 8) then
    redis.call('SETRANGE', KEYS[1], 1, string.char(flags + 2))
end
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
