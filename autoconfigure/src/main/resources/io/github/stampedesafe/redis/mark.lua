-- KEYS mark. ARGV channel, message without the time.
-- Returns the time of the mark in ms. It never goes back, even if the clock of Redis does.
local before = stored(KEYS[1])
before = #before <= 15 and string.match(before, '^%d+$') or 0
local at = math.max(now(), tonumber(before))
local text = string.format('%.0f', at)
redis.call('SET', KEYS[1], text)
redis.call('PUBLISH', ARGV[1], ARGV[2] .. text)
return at
