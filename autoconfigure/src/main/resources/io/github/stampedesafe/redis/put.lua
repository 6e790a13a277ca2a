-- KEYS entry, fence, lease. ARGV 1 to 6 the fill, channel, message.
local at = now()
store(KEYS[1], at, struct.pack('>i8', at))
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('PUBLISH', ARGV[7], ARGV[8])
return 1
