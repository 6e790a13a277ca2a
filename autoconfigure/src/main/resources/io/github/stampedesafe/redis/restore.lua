-- KEYS mark. ARGV a mark that was lost.
-- Returns 1 if it is set, 0 if it is not higher than what is there.
if tonumber(ARGV[1]) <= number(stored(KEYS[1])) then
    return 0
end
redis.call('SET', KEYS[1], ARGV[1])
return 1
