-- KEYS: scores and number of instances of this period, the same of the period before
-- ARGV: life in ms, keys asked for, keys kept, then score and member of each key

-- Changes a key; once more without what is there if that is of another type.
local function change(command, key, ...)
    local reply = redis.pcall(command, key, ...)
    if type(reply) == 'table' and reply.err and (string.find(reply.err, 'WRONGTYPE') or string.find(reply.err, 'not an integer')) then
        redis.call('DEL', key)
        return redis.call(command, key, ...)
    end
    return reply
end

if #ARGV > 3 then
  for i = 4, #ARGV, 2 do
    change('ZINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
  end
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
  change('INCR', KEYS[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  redis.call('PEXPIRE', KEYS[2], ARGV[1])
end
local reply = redis.pcall('ZREVRANGE', KEYS[3], 0, tonumber(ARGV[2]) - 1, 'WITHSCORES')
if reply.err then
  reply = {}
end
local instances = stored(KEYS[4])
table.insert(reply, 1, instances ~= '' and instances or '0')
return reply
