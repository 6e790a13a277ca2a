-- Makes what is stored older. ARGV 2 and 3: by how many ms, and the channel of the signals.
-- The layout of an entry is described in EntryCodec.java of the library.
local by, channel = tonumber(ARGV[2]), ARGV[3]

-- Moves the instant at a position into the past.
local function moveBack(name, at)
    local instant = struct.unpack('>i8', redis.call('GETRANGE', name, at, at + 7))
    redis.call('SETRANGE', name, at, struct.pack('>i8', math.max(0, instant - by)))
end

local function isEntry(name)
    return string.match(name, '}$') or string.match(name, '}:beside$')
end

local aged = 0
for _, name in ipairs(names) do
    local left = redis.call('PTTL', name)
    if left >= 0 and (isEntry(name) or string.match(name, '}:failure$')) then
        aged = aged + 1
        if left <= by then
            redis.call('DEL', name)
        else
            redis.call('PEXPIRE', name, left - by)
            if isEntry(name) and redis.call('GETRANGE', name, 0, 0) == '\2' then
                moveBack(name, 2)
                moveBack(name, 10)
            end
        end
        -- Whoever has a copy looks again.
        local key = string.match(string.sub(name, #prefix + 1), '^{(.*)}')
        redis.call('PUBLISH', channel, '1 filled ' .. key)
    end
end
return aged
