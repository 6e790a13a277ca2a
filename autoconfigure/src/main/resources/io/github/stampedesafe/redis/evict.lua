-- KEYS entry, fence, lease, failure, beside. ARGV channel, message.
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
