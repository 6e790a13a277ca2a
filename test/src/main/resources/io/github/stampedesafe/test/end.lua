-- Removes what is stored of all keys.
for _, name in ipairs(names) do
    redis.call('DEL', name)
end
