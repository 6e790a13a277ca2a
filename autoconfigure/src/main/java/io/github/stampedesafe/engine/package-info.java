/*
 * Copyright 2026 the Stampede Safe authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/**
 * Single flight, freshness, fence, refreshes and changes, free of Spring, Redis and any
 * clock of its own: time, chance and threads come in through constructors. A call begins
 * in {@link io.github.stampedesafe.engine.SingleFlightCache}.
 *
 * <h2>The protocol</h2>
 *
 * An <em>entry</em> is a stored value with its times. A <em>load</em> is one call of the
 * user's method. A <em>flight</em> is the callers of one instance that share one load. A
 * <em>lease</em> is the right, across instances, to load a key for a limited time. A
 * <em>fence</em> is the token of the one load that may publish a key.
 *
 * <h3>A hit</h3>
 *
 * One read of the store. Entry, policy, time and one random draw decide what may be done
 * with the entry ({@code FreshnessRule}): serve it; serve it and refresh it, because it
 * is due before it expires ({@code EarlyExpiration}: the XFetch rule of Vattani,
 * Chierichetti and Lowenstein) or stale but allowed (RFC 5861); or do not serve it. A
 * value that another type wrote is never read ({@code ShapeRule}).
 *
 * <h3>A miss</h3>
 *
 * A miss is a {@code LoadAttempt}. The {@code AttemptRunner} joins the flight of the key
 * or leads a new one, unless the key is being loaded by the very load that asks for it
 * ({@code RecursionRule}, and {@link io.github.stampedesafe.engine.OuterLoad} for what
 * crosses threads). A follower waits for the result of its leader. It accepts the result
 * only if it joined before the look that vouches for it was sent, so that a change which
 * was complete when its call began is never undone by sharing ({@code Flight}); otherwise
 * it starts over ({@code FollowerRules}). A call for several keys makes an attempt for
 * each; only their load is common ({@code BulkCall}).
 * <p>
 * The leader ({@code FlightLeader}, {@code LeasedLoad}) waits for a permit if the cache
 * bounds its loads ({@code LoadPermits}), stops if a failure is remembered
 * ({@code FailureMemory}), and tries to take the lease. If the lease is free, the
 * {@code FencedLoad} looks again and sets the fence in one step of the store, loads, and
 * publishes in another step, which stores the value only if the fence still stands. If
 * the lease is taken, the leader waits for a signal and reads; it polls once a second for
 * a signal that was lost and for a leader that died ({@code LeaseWait}).
 *
 * <h3>A change</h3>
 *
 * A change ({@code Changes}) drops the fence and the lease in the same step of the store
 * that changes the key. So a load that began before can no longer publish, and nobody
 * waits for it. Its signal takes the flight of the key out of the way on every instance
 * ({@code LocalState}). A clear moves a mark that all entries are compared with
 * ({@code CacheMarks}).
 *
 * <h3>A near copy</h3>
 *
 * A near copy ({@code NearReader}) answers the first look of a call without the store, if
 * this instance is sure to have received all signals up to a short time ago
 * ({@code NearCaches#isTrusted}, by what {@code Hearing} noted). A signal of its key
 * drops it ({@code NearCopies}). No other look sees near copies.
 *
 * <h3>A refresh</h3>
 *
 * A refresh takes the same way with two differences: it waits for nobody's lease, and
 * nobody waits for it but callers that join its flight ({@code RefreshRunner}). The
 * background bounds refreshes in flight and shares them out ({@code BackgroundLoads},
 * {@code RefreshQueue}); those of one method of several keys become one call
 * ({@code RefreshGatherer}). A load that only a caller can run is refreshed in the
 * attempt of one ({@code Refreshes}).
 *
 * <h3>An outage</h3>
 *
 * Without the store, a leader serves the stale value or loads for its instance alone
 * ({@code OutageLoad}). The value is remembered for a moment ({@code OutageMemory}),
 * until a change, a signal or an answer of the store.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 * <li>One load a key at a time, as long as its leader lives: flight and lease. A lease is
 * extended while its load runs and ends with the process ({@code LeaseKeeper}).</li>
 * <li>A call that begins after a change was complete gets no value whose load began
 * before the change: fence, numbered looks, marks, and the order in {@code Changes}
 * (first the store, then this instance). Correctness rests on the fence, efficiency on
 * the lease: a leader that was paused beyond its lease finds the fence gone.</li>
 * <li>A reader never finds a gap while a value is replaced: a value that may be served is
 * removed by nothing but an evict, a clear or the end of its life.</li>
 * <li>What a load threw reaches its callers as it is, and nobody else
 * ({@code LoadFailure}).</li>
 * <li>Whatever ends an attempt gives back what it holds: flight, watch, permit, lease,
 * fence. Each is given back where it was taken.</li>
 * <li>Nothing of the engine or of a user runs on a thread of a driver: every stage goes
 * through the {@code Caller} of its attempt.</li>
 * </ol>
 *
 * The simulator plays these rules in millions of schedules, and mutants of this package
 * without one of them.
 *
 * <h2>Sources</h2>
 *
 * Vattani et al., Optimal Probabilistic Cache Stampede Prevention, VLDB 2015. Kleppmann,
 * How to do distributed locking, 2016. Nottingham, RFC 5861, 2010. Nishtala et al.,
 * Scaling Memcache at Facebook (leases), NSDI 2013.
 */
@NullMarked
package io.github.stampedesafe.engine;

import org.jspecify.annotations.NullMarked;
