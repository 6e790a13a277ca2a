-- In front of every script. The layout of an entry is described in EntryCodec.java.

-- Redis time in ms.
local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- What is stored, '' for nothing and for what is no string.
local function stored(key)
    local value = redis.pcall('GET', key)
    return type(value) == 'string' and value or ''
end

-- Whether a flag is set: 1 null, 2 expired, 4 versioned, 8 tombstone, 16 compressed.
local function has(flags, flag)
    return math.floor(flags / flag) % 2 == 1
end

-- The highest mark of a cache, 2^45 - 1.
local MAX_MARK = 35184372088831

-- The mark that a text is, 0 if it is none. RedisMarks.number decides alike.
local function number(text)
    local mark = #text <= 14 and string.match(text, '^%d+$') and tonumber(text)
    return mark and mark <= MAX_MARK and mark or 0
end

-- Whether the packed number at a position is from 0 to 2^53 - 1.
local function exact(entry, at)
    local one, two = string.byte(entry, at, at + 1)
    return one == 0 and two < 32
end

-- Whether it is from 0 to the highest mark.
local function isMark(entry, at)
    local one, two, three = string.byte(entry, at, at + 2)
    return one == 0 and two == 0 and three < 32
end

-- The 58 bytes of the header, '' if this release cannot read it. EntryCodec.read decides alike.
local function header(entry)
    if #entry < 58 then
        return ''
    end
    local version, flags = string.byte(entry, 1, 2)
    local none = string.rep('\0', 8)
    local known = flags < 32 and not (has(flags, 2) and has(flags, 8))
        and (has(flags, 4) or string.sub(entry, 27, 34) == none)
        and (not has(flags, 1) or (not has(flags, 16) and string.sub(entry, 51, 58) == none))
    local readable = version == 2 and known and exact(entry, 3) and exact(entry, 11) and exact(entry, 19)
        and isMark(entry, 35) and isMark(entry, 43)
    return readable and string.sub(entry, 1, 58) or ''
end

-- Whether an entry is a value of another shape than this one, packed.
local function isForeign(entry, shape)
    local none, own = string.rep('\0', 8), string.sub(header(entry), 51, 58)
    return own ~= '' and own ~= none and shape ~= none and own ~= shape and not has(string.byte(entry, 2), 8)
end

-- What stands for readers of a shape: the entry, or the one beside it if only that is theirs.
local function standing(key, beside, shape)
    local entry = stored(key)
    if isForeign(entry, shape) then
        local other = stored(beside)
        if string.sub(header(other), 51, 58) == shape then
            return other
        end
    end
    return entry
end

-- Before a load replaces an entry: keeps that of another shape beside it, for the release that reads it.
-- What is beside already goes if it is of this shape, or if a null is stored, which is of every shape:
-- nobody may find again what is older than what was there.
local function setAside(key, beside, shape)
    local entry = stored(key)
    local life = isForeign(entry, shape) and redis.call('PTTL', key) or 0
    if life > 0 then
        redis.call('SET', beside, entry, 'PX', life)
    elseif shape == string.rep('\0', 8) or string.sub(stored(beside), 51, 58) == shape then
        redis.call('DEL', beside)
    end
end

-- Whether one packed number is less than another. As bytes: a Lua number holds 53 bits of them,
-- and Lua compares texts by the server's locale.
local function less(one, other)
    for i = 1, 8 do
        local a, b = string.byte(one, i), string.byte(other, i)
        if a ~= b then
            if i == 1 then
                return (a + 128) % 256 < (b + 128) % 256
            end
            return a < b
        end
    end
    return false
end

-- Whether what is stored has a higher version than what is written with these flags.
local function outdated(key, flags, version)
    if not has(flags, 4) then
        return false
    end
    local old = header(stored(key))
    return old ~= '' and has(string.byte(old, 2), 4) and less(version, string.sub(old, 27, 34))
end

-- Stores ARGV 1 to 7: fresh ms, kept ms, flags, cost, version, stamps and fingerprint, payload. The times
-- arrive as decimal text, the other numbers packed: a Lua number holds 53 bits of them. An unknown cost stays what it was.
-- A load without a version keeps that of what it replaces, and whatever replaces a tombstone by a load
-- is kept for as long: what the source says of a deleted value must not open the way for older ones.
local function store(key, at, start, isLoad)
    local kept, flags, cost, version = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
    local old = header(stored(key))
    if old ~= '' and cost == string.rep('\0', 8) then
        cost = string.sub(old, 19, 26)
    end
    if old ~= '' and isLoad then
        local oldFlags, newFlags = string.byte(old, 2), string.byte(flags)
        local carries = has(oldFlags, 4) and not has(newFlags, 4)
        if carries then
            flags, version = string.char(newFlags + 4), string.sub(old, 27, 34)
        end
        if carries or has(oldFlags, 8) then
            kept = math.max(kept, redis.call('PTTL', key))
        end
    end
    local freshUntil = struct.pack('>i8', at + ARGV[1])
    redis.call('SET', key, '\2' .. flags .. start .. freshUntil .. cost .. version .. ARGV[6] .. ARGV[7], 'PX', kept)
end

-- Whether a holder has the lease. What is no hash is nobody's.
local function holds(lease, holder)
    return redis.pcall('HEXISTS', lease, holder) == 1
end

-- The fence of a token on this run of this server. Whatever a server finds when it starts again, or is
-- promoted, may be older than changes that it has lost: a fence of another run does not stand.
-- Where INFO is not allowed, runs are not told apart.
local function fence(token)
    local info = redis.pcall('INFO', 'server')
    return token .. ':' .. (type(info) == 'string' and string.match(info, 'run_id:(%w+)') or '')
end

-- Drops a fence, and the lease if a holder is named and still has it.
local function leave(fence, lease, holder)
    redis.call('DEL', fence)
    if holder ~= '' and holds(lease, holder) then
        redis.call('DEL', lease)
    end
end

