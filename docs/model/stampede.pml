/*
 * The protocol of Stampede Safe for one key: flight, lease, fence, numbered looks, and a clear by counter.
 * README.md says what is checked and how; docs/how-it-works.md tells the same story in prose.
 *
 * A value is the version of the source that its load read. A change first raises the version, then changes
 * the store. What is checked: no call returns a version older than the newest change that was complete for
 * its instance when the call began, and every call ends.
 *
 * Whatever time brings may happen at any moment: a lease runs out, an entry expires, a process stops for
 * good, a signal is lost. A paused process is one whose next step comes late.
 */

#ifndef INSTANCES
#define INSTANCES 2
#endif
#ifndef CALLS
#define CALLS 1                                 /* on the first instance */
#endif
#ifndef OTHERS
#define OTHERS 1                                /* on each other instance */
#endif
#ifndef CHANGES
#define CHANGES 1
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#ifndef FAILURES
#define FAILURES 0
#endif

#define ALL (CALLS + (INSTANCES - 1) * OTHERS)
#define HOME(call) (call < CALLS -> 0 : 1 + (call - CALLS) / (OTHERS + (OTHERS == 0)))
#define NOBODY ALL                              /* calls are 0 .. ALL - 1 */
#define NOTHING 0                               /* the source begins with version 1 */

/* The store. Each operation on it is one step, as a script of Redis is. */
byte entry = NOTHING;                           /* the stored version */
byte stamp;                                     /* the mark under which its load began */
byte mark;                                      /* raised by each clear */
byte fence = NOBODY;                            /* the one load that may publish */
byte lease = NOBODY;                            /* the one call that may load */

/* The source, and what calls may rely on. */
byte source = 1;
byte cleared[CHANGES + 1];                      /* the version that was current when a mark was set */
byte floor[INSTANCES];                          /* the newest version whose change is complete */

/* The instances. */
byte known[INSTANCES];                          /* the highest mark that is known here */
byte flight[INSTANCES];                         /* the leader whose flight calls join */
bool dead[INSTANCES];

/*
 * The flight of each leader. The code numbers the looks of a leader, and a follower remembers the number at
 * which it joined. Here a look is known by the followers that had joined when it was sent, which says the same.
 */
byte joined[ALL];
byte result[ALL];                               /* what followers get; NOTHING: they start over */
byte voucher[ALL];                              /* the look that vouches for it */
bool landed[ALL];

mtype = { AWAY, WATCHES, WOKEN };
mtype watch[ALL] = AWAY;                        /* for signals */

byte deaths;
byte failures;
#ifdef QUIET
byte loads;
#endif

/* An instance learns of a mark: what was cleared is cleared here from now on. */
inline learn(i, m) {
    if
    :: m > known[i] ->
        known[i] = m;
        floor[i] = (cleared[m] > floor[i] -> cleared[m] : floor[i])
    :: else
    fi
}

/* A signal wakes who watches, or is lost. */
inline signal() {
    for (other : 0 .. ALL - 1) {
        if
        :: watch[other] == WATCHES -> watch[other] = WOKEN
        :: true
        fi
    }
    other = 0
}

/* What a look at the store finds: nothing, if the instance knows of a clear since. */
inline find(i) {
    learn(i, (entry == NOTHING -> 0 : stamp));
    value = ((entry != NOTHING && stamp >= known[i]) -> entry : NOTHING);
    seen = entry;
    seenStamp = stamp
}

#ifdef LOOKS_NUMBERED_LATE
#define NUMBER(late) if :: late -> look = joined[me] :: else fi
#else
#define NUMBER(late) if :: !late -> look = joined[me] :: else fi
#endif
#ifdef LOOKS_NOT_NUMBERED
#define VOUCHED true
#else
#define VOUCHED ((voucher[leader] >> me) & 1)
#endif
#ifdef CLEAR_NOT_HEEDED
#define HOLDS true
#else
#define HOLDS (known[i] <= began)
#endif
#ifdef STAMPED_LATE
#define STAMP known[i]
#else
#define STAMP began
#endif
#ifdef NO_FENCE
#define MAY_PUBLISH true
#else
#define MAY_PUBLISH (fence == me)
#endif
#ifdef NO_LEASE
#define MAY_LOAD true
#else
#define MAY_LOAD (lease == NOBODY)
#endif
#ifdef NO_SECOND_LOOK
#define UNCHANGED true
#else
#define UNCHANGED (entry == seen && stamp == seenStamp)
#endif
#ifdef LEASE_NEVER_ENDS
#define LEASE_ENDS false
#else
#define LEASE_ENDS true
#endif
#ifdef NO_POLL
#define POLLED false
#else
#define POLLED (lease == NOBODY || (entry != NOTHING && stamp >= known[i]))
#endif

proctype Call(byte i; byte me) {
    byte least, leader, value, look, seen, seenStamp, began, other;
    {
    least = floor[i];

start:
    atomic {
        find(i);
        if
        :: value != NOTHING -> goto served                      /* a hit */
        :: else
        fi
    }
    atomic {                                                    /* a miss */
        if
        :: flight[i] == NOBODY -> flight[i] = me
        :: else -> leader = flight[i]; joined[leader] = joined[leader] | (1 << me); goto follow
        fi
    }

acquire:
    atomic {
        watch[me] = WATCHES;                                    /* before the lease is asked for */
        if
        :: MAY_LOAD -> lease = me
        :: else -> goto await
        fi
    }
begin:
    atomic { NUMBER(false); began = known[i] }                  /* the mark as it was before the load */
    atomic {
        if
        :: !UNCHANGED -> find(i)
        :: UNCHANGED && lease != me -> goto await               /* it ran out, or a change dropped it */
        :: UNCHANGED && lease == me -> fence = me; value = NOTHING; seen = NOTHING; seenStamp = 0; goto load
        fi
    }
    atomic {
        NUMBER(true);
        if
        :: value != NOTHING -> goto found
        :: else -> goto begin
        fi
    }

load:
    atomic {
        if
        :: value = source
        :: failures < FAILURES -> failures++; goto failed
        fi;
#ifdef QUIET
        loads++;
#endif
    }
    NUMBER(false);
    atomic {                                                    /* publish */
        if
        :: MAY_PUBLISH -> entry = value; stamp = STAMP; fence = NOBODY; signal()
        :: !MAY_PUBLISH -> began = 0; goto refused
        fi
    }
    atomic {
        NUMBER(true);
        if
        :: HOLDS -> began = 0; goto found
        :: !HOLDS -> began = 0; goto refused
        fi
    }

await:                                                          /* another call has the lease */
    NUMBER(false);
    atomic { find(i) }
    atomic {
        NUMBER(true);
        if
        :: value != NOTHING -> goto found
        :: else
        fi
    }
    if
    :: watch[me] == WOKEN -> goto acquire
    :: POLLED -> goto acquire
    fi;

failed:
    atomic {
        if
        :: fence == me -> fence = NOBODY; lease = (lease == me -> NOBODY : lease); signal()
        :: else
        fi;
        goto refused
    }
found:
    atomic {
        if
        :: joined[me] != 0 -> result[me] = value; voucher[me] = look
        :: else
        fi
    }
refused:
    atomic {
        flight[i] = (flight[i] == me -> NOBODY : flight[i]);
        landed[me] = true;
        watch[me] = AWAY
    }
    atomic {
        if
        :: lease == me -> lease = NOBODY; signal()
        :: else
        fi;
        goto served
    }

follow:
    atomic {
        landed[leader];
        if
        :: result[leader] != NOTHING && VOUCHED -> value = result[leader]
        :: !(result[leader] != NOTHING && VOUCHED) -> leader = 0; goto start
        fi
    }
served:
    atomic {
        assert(value >= least || value == NOTHING);             /* NOTHING: the load failed */
        least = 0; leader = 0; value = 0; look = 0; seen = 0; seenStamp = 0; began = 0
    }
    }
    unless { atomic { dead[i] ->
        least = 0; leader = 0; value = 0; look = 0; seen = 0; seenStamp = 0; began = 0; other = 0
    } }
}

/* What a change does to a key besides, in the same step of the store. */
inline drop() {
#ifndef CHANGE_LEAVES_FENCE
    fence = NOBODY;
#endif
    lease = NOBODY;
    signal()
}

/* Changes come one after the other. One of a key is complete for all instances, a clear first for its own. */
proctype Changes() {
    byte n, i, k, other;
    do
    :: n < CHANGES ->
        atomic {
            n++;
            source++;
            select(i : 0 .. INSTANCES - 1)
        }
        if
        :: atomic { entry = NOTHING; stamp = 0; drop() }                        /* evict */
        :: atomic { entry = source; stamp = known[i]; drop() }                  /* put */
        :: atomic { mark++; cleared[mark] = source; goto clear }                /* clear */
        fi;
        atomic {
            flight[i] = NOBODY;
            for (k : 0 .. INSTANCES - 1) { floor[k] = source }
            k = 0; i = 0; goto next
        }
clear:  atomic { learn(i, mark); flight[i] = NOBODY; i = 0 }
next:   skip
    :: else -> break
    od
}

/* What happens to the store by itself. */
proctype Time() {
end:
    do
    :: LEASE_ENDS && lease != NOBODY -> lease = NOBODY
#ifdef EXPIRY
    :: fence != NOBODY -> fence = NOBODY
    :: atomic { entry != NOTHING -> entry = NOTHING; stamp = 0 }
#endif
    od
}

/* What happens to an instance by itself. */
proctype Fate(byte i) {
    byte c;
end:
    do
    :: atomic { flight[i] != NOBODY && source > 1 -> flight[i] = NOBODY }       /* the signal of a change */
    :: atomic { known[i] < mark -> learn(i, mark) }                             /* the signal of a clear, or a poll */
    :: atomic { deaths < DEATHS && !dead[i] ->
            deaths++;
            dead[i] = true;
            flight[i] = NOBODY;
            for (c : 0 .. ALL - 1) {
                if
                :: HOME(c) == i -> joined[c] = 0; result[c] = 0; voucher[c] = 0; landed[c] = false; watch[c] = AWAY
                :: else
                fi
            }
            c = 0
        }
    od
}

init {
    byte c;
    atomic {
        for (c : 0 .. INSTANCES - 1) { flight[c] = NOBODY }
        for (c : 0 .. ALL - 1) { run Call(HOME(c), c) }
#ifndef QUIET
        run Changes();
        run Time();
        for (c : 0 .. INSTANCES - 1) { run Fate(c) }
#endif
        c = 0
    }
#ifdef QUIET
    _nr_pr == 1;
    assert(loads == 1)                                          /* nothing happens but calls: one load */
#endif
}
