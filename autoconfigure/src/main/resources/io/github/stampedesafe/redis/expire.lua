-- KEYS entry, fence, lease, failure, beside. ARGV channel, message.
-- Overwrites one byte, so that the entry keeps its time to live. A tombstone stays what it is.
for _, key in ipairs({KEYS[1], KEYS[5]}) do
    local seen = header(stored(key))
    local flags = seen ~= '' and string.byte(seen, 2) or 8
    if not has(flags, 2) and not has(flags, 8) then
        redis.call('SETRANGE', key, 1, string.char(flags + 2))
    end
end
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
