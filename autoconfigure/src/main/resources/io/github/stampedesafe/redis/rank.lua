-- KEYS: scores and number of instances of this period, the same of the period before
-- ARGV: life in ms, keys asked for, keys kept, then score and member of each key
if #ARGV > 3 then
  for i = 4, #ARGV, 2 do
    redis.call('ZINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
  end
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
  redis.call('INCR', KEYS[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  redis.call('PEXPIRE', KEYS[2], ARGV[1])
end
local reply = redis.call('ZREVRANGE', KEYS[3], 0, tonumber(ARGV[2]) - 1, 'WITHSCORES')
table.insert(reply, 1, redis.call('GET', KEYS[4]) or '0')
return reply
