-- KEYS entry, fence, lease. ARGV channel, message.
-- Overwrites one byte, so that the entry keeps its time to live.
local seen = header(stored(KEYS[1]))
if seen ~= '' and string.byte(seen, 2) < 2 then
    redis.call('SETRANGE', KEYS[1], 1, string.char(string.byte(seen, 2) + 2))
end
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
