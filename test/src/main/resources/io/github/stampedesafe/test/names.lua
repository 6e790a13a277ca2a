-- In front of every script. ARGV 1: the prefix of all keys. What belongs to a key or a ranking begins with a brace behind it.
local prefix = ARGV[1]
local names = redis.call('KEYS', string.gsub(prefix, '[%*%?%[%]\\]', '\\%0') .. '{*')

