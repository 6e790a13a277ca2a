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

package io.github.stampedesafe.engine;

import java.time.Instant;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.RememberedFailureException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Fill;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;

/**
 * A load by the holder of the lease: look again, set the fence, load, and publish only if
 * the fence still stands. The fence, not the lease, keeps an older value from replacing a
 * newer one: a leader whose lease ran out while it was paused, or whose key was changed
 * while it loaded, finds its fence gone or another's.
 *
 * @see <a href=
 * "https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Kleppmann:
 * How to do distributed locking</a>
 */
final class FencedLoad {

    private final EntryStore store;

    private final EntryReader reader;

    private final CacheMarks marks;

    private final Loader loader;

    private final Filling filling;

    private final Surroundings surroundings;

    private final CacheListener listener;

    FencedLoad(EntryStore store, EntryReader reader, CacheMarks marks, Surroundings surroundings, Loader loader,
            CacheListener listener) {
        this.store = store;
        this.reader = reader;
        this.marks = marks;
        this.loader = loader;
        this.filling = new Filling(surroundings.random(), listener);
        this.surroundings = surroundings;
        this.listener = listener;
    }

    /**
     * Returns normally if no failure of the key is remembered that its policy heeds. To
     * be asked before the lease: who held it only to hear of the failure would keep
     * others waiting. What is remembered a moment later is found when the load begins.
     * @throws LoadThrew with the failure
     * @throws CacheUnavailableException if the store did not answer
     */
    void heedFailure(Flight flight, Request request) throws LoadThrew {
        if (request.policy().failureTtl().isZero()) {
            return;
        }
        int number = flight.nextLook();
        RememberedFailure failure = Stages.join(this.store.failure(request.key()));
        if (failure != null && !failure.isOver(request.policy().failureTtl(), this.surroundings.time().instant())) {
            throw remembered(request.key(), failure, number);
        }
    }

    /**
     * Loads the key, unless the second look finds a value that can be served.
     * @param seen what the leader saw before it had the lease
     * @param lease the lease
     * @return the landing, {@code null} if the lease is no longer the caller's
     * @throws LoadThrew with whatever the load threw, or with the failure of a load a
     * short time ago
     * @throws CacheUnavailableException if the store did not answer and nothing was
     * loaded
     */
    @Nullable Landing run(Flight flight, Request request, Look seen, Lease lease, LoadCause cause) throws LoadThrew {
        Claim claim = claim(request, lease);
        Entry known = seen.entry();
        while (true) {
            int number = flight.nextLook();
            Marks marks = this.marks.of(request.key().cache());
            EntryStore.Begin begin = Stages.join(this.store.begin(request.key(), known, claim));
            if (begin instanceof EntryStore.Begin.Started started) {
                return load(flight, request, cause, new Fence(claim, started.at(), marks, number));
            }
            if (begin instanceof EntryStore.Begin.Lost) {
                this.listener.leaseLost(request.key());
                return null;
            }
            if (begin instanceof EntryStore.Begin.Failed failed) {
                throw remembered(request.key(), failed.failure(), number);
            }
            known = ((EntryStore.Begin.Changed) begin).now();
            Look look = this.reader.judge(request, known);
            if (look.isServable()) {
                return Landing.found(request, look, number);
            }
        }
    }

    private LoadThrew remembered(CacheKey key, RememberedFailure failure, int number) {
        this.listener.failureRemembered(key);
        return new LoadThrew(new RememberedFailureException(key.cache(), key.text(), failure.type(), failure.message(),
                failure.at()), number);
    }

    private Claim claim(Request request, Lease lease) {
        Policy policy = request.policy();
        RandomGenerator random = this.surroundings.random();
        String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        // Twice the deadline: a late result is still stored if nobody else has started.
        return new Claim(token, lease.holder(), policy.loadDeadline().multipliedBy(2), !policy.failureTtl().isZero(),
                request.codec().shape());
    }

    private Landing load(Flight flight, Request request, LoadCause cause, Fence fence) throws LoadThrew {
        Loader.Loaded loaded;
        try {
            loaded = this.loader.load(flight, request, cause);
        }
        catch (LoadThrew ex) {
            leaveFailed(request, cause, fence, ex);
            throw ex;
        }
        Fill fill = loaded.storable() ? this.filling.fill(request.key(), request.policy(), request.codec(), loaded)
                : null;
        return (fill != null) ? publish(flight, request, fence, loaded.value(), fill)
                : leaveUnstored(flight, request, fence, loaded.value());
    }

    private Landing publish(Flight flight, Request request, Fence fence, @Nullable Object value, Fill fill) {
        CacheKey key = request.key();
        int number = flight.nextLook();
        try {
            EntryStore.Published published = Stages
                .join(this.store.publish(key, fence.claim(), fence.loadStart(), fill.with(fence.marks())));
            if (published == EntryStore.Published.OLDER) {
                this.listener.outdated(key);
            }
            if (published != EntryStore.Published.REFUSED && !isCleared(key, fence)) {
                return (published == EntryStore.Published.STORED) ? stored(request, value, fill, number)
                        : Landing.unstored(request, value, number);
            }
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(key, ex);
            return leaveUnstored(flight, request, fence, value);
        }
        this.listener.publishRefused(key);
        return Landing.refused(value);
    }

    private Landing stored(Request request, @Nullable Object value, Fill fill, int number) {
        this.listener.filled(request.key());
        return Landing.stored(request, value, fill.payload(), number);
    }

    private Landing leaveUnstored(Flight flight, Request request, Fence fence, @Nullable Object value) {
        CacheKey key = request.key();
        int number = flight.nextLook();
        try {
            boolean holds = Stages.join(this.store.abandon(key, fence.claim())) && !isCleared(key, fence);
            return holds ? Landing.unstored(request, value, number) : Landing.refused(value);
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(key, ex);
            return Landing.unvouched(request, value, fence.look());
        }
    }

    /**
     * Whether the cache was cleared since the load began, as far as can be known here.
     */
    private boolean isCleared(CacheKey key, Fence fence) {
        return this.marks.of(key.cache()).clears(fence.marks());
    }

    /**
     * A recompute may fail because nobody calls: no request, no tenant. That is not
     * remembered as a failure of the source, or callers would be told of it whose own
     * loads do well.
     */
    private void leaveFailed(Request request, LoadCause cause, Fence fence, LoadThrew thrown) {
        CacheKey key = request.key();
        boolean isTold = cause != LoadCause.RECOMPUTE && thrown.isOfTheSource();
        try {
            if (fence.claim().heedsFailures() && isTold) {
                Stages.join(this.store.fail(key, fence.claim(),
                        RememberedFailure.of(thrown.failure(), this.surroundings.time().instant()),
                        request.policy().failureTtl()));
            }
            else {
                Stages.join(this.store.abandon(key, fence.claim()));
            }
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(key, ex);
        }
    }

    /**
     * One load behind its fence.
     *
     * @param claim the attempt
     * @param loadStart its start, in the store's time
     * @param marks the marks of the cache as they were known before it
     * @param look number of the look that set the fence
     */
    private record Fence(Claim claim, Instant loadStart, Marks marks, int look) {
    }

}
