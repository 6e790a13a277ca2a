-- KEYS mark. ARGV channel, message without the mark, highest mark that the caller knows.
-- Returns the new mark: more than the one before and the one that is known, and the time in ms if that is even more.
local mark = math.max(number(stored(KEYS[1])), tonumber(ARGV[3])) + 1
local at = now()
if at <= MAX_MARK then
    mark = math.max(mark, at)
end
local text = string.format('%.0f', math.min(mark, MAX_MARK))
redis.call('SET', KEYS[1], text)
redis.call('PUBLISH', ARGV[1], ARGV[2] .. text)
return tonumber(text)
