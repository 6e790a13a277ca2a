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
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.LeaseLost;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.ValueEvent.Outdated;
import io.github.stampedesafe.event.ValueEvent.PublishRefused;
import io.github.stampedesafe.event.ValueEvent.Stored;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;

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

    private final NearCaches near;

    private final CacheMarks marks;

    private final FailureMemory failures;

    private final Loader loader;

    private final EntryFactory entryFactory;

    private final EngineResources resources;

    private final CacheListener listener;

    FencedLoad(EntryStore store, EntryReader reader, NearCaches near, CacheMarks marks, EngineResources resources,
            Loader loader, CacheListener listener) {
        this.store = store;
        this.reader = reader;
        this.near = near;
        this.marks = marks;
        this.failures = new FailureMemory(store, resources.time(), listener);
        this.loader = loader;
        this.entryFactory = new EntryFactory(resources.random(), listener);
        this.resources = resources;
        this.listener = listener;
    }

    /**
     * Completes normally unless a failure of the key is remembered
     * ({@link FailureMemory#heed}). It is looked for again when the load begins.
     */
    CompletionStage<@Nullable Void> heedFailure(LoadAttempt attempt) {
        return this.failures.heed(attempt);
    }

    /**
     * Loads the key, unless the second look finds a value that can be served.
     * @param known what the leader saw before it had the lease
     * @param lease the lease
     * @return the result, {@code null} if the lease is no longer the caller's; fails with
     * {@link LoadFailure} for whatever the load threw, or for the failure of a load a
     * short time ago, and with {@link CacheUnavailableException} if the store did not
     * answer and nothing was loaded
     */
    CompletionStage<@Nullable LeaderResult> run(LoadAttempt attempt, @Nullable Entry known, Lease lease,
            LoadCause cause) {
        return begin(attempt, known, claim(attempt, lease), cause);
    }

    private CompletionStage<@Nullable LeaderResult> begin(LoadAttempt attempt, @Nullable Entry known, Claim claim,
            LoadCause cause) {
        CacheKey key = attempt.key();
        return attempt
            .ask(() -> this.marks.of(attempt)
                .thenCompose((marks) -> attempt.answer(() -> this.store.begin(key, known, claim))
                    .thenApply((begun) -> new Beginning(marks, begun))))
            .thenCompose((beginning) -> {
                EntryStore.Begin begun = beginning.answer();
                if (begun instanceof EntryStore.Begin.Started started) {
                    return load(attempt, cause, new Fence(claim, started.at(), beginning.marks()));
                }
                if (begun instanceof EntryStore.Begin.Lost) {
                    this.listener.onEvent(new LeaseLost(key));
                    return Steps.of(null);
                }
                if (begun instanceof EntryStore.Begin.Failed failed) {
                    throw this.failures.recall(attempt, failed.failure());
                }
                return find(attempt, ((EntryStore.Begin.Changed) begun).now(), claim, cause);
            });
    }

    private CompletionStage<@Nullable LeaderResult> find(LoadAttempt attempt, @Nullable Entry now, Claim claim,
            LoadCause cause) {
        this.near.changed(attempt.key()); // what was seen may be a near copy
        return this.reader.judge(attempt, now)
            .thenCompose((lookup) -> lookup.isServable() ? Steps.of(LeaderResult.found(attempt, lookup))
                    : begin(attempt, now, claim, cause));
    }

    private Claim claim(LoadAttempt attempt, Lease lease) {
        Policy policy = attempt.policy();
        RandomGenerator random = this.resources.random();
        String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        // Twice the deadline: a late result is still stored if nobody else has started.
        return new Claim(token, lease.holder(), policy.loadDeadline().multipliedBy(2), FailureMemory.appliesTo(policy),
                attempt.request().codec().shape());
    }

    private CompletionStage<@Nullable LeaderResult> load(LoadAttempt attempt, LoadCause cause, Fence fence) {
        return Steps.then(this.loader.load(attempt, cause), (loaded, failure) -> {
            if (loaded == null) {
                return leaveFailed(attempt, cause, fence, Objects.requireNonNull(failure));
            }
            Request request = attempt.request();
            NewEntry newEntry = loaded.storable()
                    ? this.entryFactory.create(request.key(), request.policy(), request.codec(), loaded) : null;
            return (newEntry != null) ? publish(attempt, fence, loaded.value(), newEntry)
                    : leaveUnstored(attempt, fence, loaded.value());
        });
    }

    private CompletionStage<@Nullable LeaderResult> publish(LoadAttempt attempt, Fence fence, @Nullable Object value,
            NewEntry newEntry) {
        CompletionStage<@Nullable LeaderResult> published = attempt
            .ask(() -> attempt.answer(() -> this.store.publish(attempt.key(), fence.claim(), fence.loadStart(),
                    newEntry.with(fence.marks()))))
            .thenCompose((answer) -> published(attempt, fence, value, newEntry, answer));
        return unlessUnavailable(attempt, published, () -> leaveUnstored(attempt, fence, value));
    }

    private CompletionStage<@Nullable LeaderResult> published(LoadAttempt attempt, Fence fence, @Nullable Object value,
            NewEntry newEntry, EntryStore.Published answer) {
        this.near.changed(attempt.key());
        if (answer == EntryStore.Published.OLDER) {
            this.listener.onEvent(new Outdated(attempt.key()));
        }
        if (answer == EntryStore.Published.REFUSED) {
            return Steps.of(refused(attempt, value));
        }
        return isCleared(attempt, fence).thenApply((cleared) -> {
            if (cleared) {
                return refused(attempt, value);
            }
            if (answer == EntryStore.Published.OLDER) {
                return LeaderResult.unstored(attempt, value);
            }
            this.listener.onEvent(new Stored(attempt.key()));
            return LeaderResult.stored(attempt, value, newEntry.payload());
        });
    }

    private LeaderResult refused(LoadAttempt attempt, @Nullable Object value) {
        this.listener.onEvent(new PublishRefused(attempt.key()));
        return LeaderResult.refused(value);
    }

    private CompletionStage<@Nullable LeaderResult> leaveUnstored(LoadAttempt attempt, Fence fence,
            @Nullable Object value) {
        CompletionStage<@Nullable LeaderResult> left = abandon(attempt, fence).thenCompose((holds) -> holds
                ? isCleared(attempt, fence).thenApply(
                        (cleared) -> cleared ? LeaderResult.refused(value) : LeaderResult.unstored(attempt, value))
                : Steps.of(LeaderResult.refused(value)));
        return unlessUnavailable(attempt, left, () -> Steps.of(LeaderResult.unvouched(attempt, value)));
    }

    private CompletionStage<Boolean> abandon(LoadAttempt attempt, Fence fence) {
        return attempt.ask(() -> attempt.answer(() -> this.store.abandon(attempt.key(), fence.claim())));
    }

    /**
     * Whether the cache was cleared since the load began, as far as can be known here.
     */
    private CompletionStage<Boolean> isCleared(LoadAttempt attempt, Fence fence) {
        return this.marks.of(attempt).thenApply((marks) -> marks.clears(fence.marks()));
    }

    /** Ends a load that failed: its failure is remembered, or its fence given back. */
    private CompletionStage<@Nullable LeaderResult> leaveFailed(LoadAttempt attempt, LoadCause cause, Fence fence,
            Throwable failure) {
        Claim claim = fence.claim();
        CompletionStage<Boolean> left = (failure instanceof LoadFailure load
                && FailureMemory.isRemembered(load, cause, claim)) ? this.failures.remember(attempt, claim, load)
                        : abandon(attempt, fence);
        return unlessUnavailable(attempt, left, () -> Steps.of(false)).thenCompose((held) -> Steps.failed(failure));
    }

    private <T extends @Nullable Object> CompletionStage<T> unlessUnavailable(LoadAttempt attempt,
            CompletionStage<T> stage, Supplier<CompletionStage<T>> otherwise) {
        return Steps.then(stage, (value, failure) -> {
            if (failure instanceof CacheUnavailableException ex) {
                this.listener.onEvent(new Unavailable(attempt.key(), ex));
                return otherwise.get();
            }
            return (failure != null) ? Steps.failed(failure) : Steps.of(value);
        });
    }

    /**
     * What the store answered to the beginning of a load.
     *
     * @param marks the marks of the cache as they were known before it
     * @param answer the answer
     */
    private record Beginning(Marks marks, EntryStore.Begin answer) {
    }

    /**
     * One load behind its fence.
     *
     * @param claim the claim to the key
     * @param loadStart its start, in the store's time
     * @param marks the marks of the cache as they were known before it
     */
    private record Fence(Claim claim, Instant loadStart, Marks marks) {
    }

}
