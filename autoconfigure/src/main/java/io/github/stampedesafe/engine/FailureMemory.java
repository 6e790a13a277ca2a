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

import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.RememberedFailureException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.FailureRemembered;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.RememberedFailure;

/**
 * Remembers in the store, for {@code failure-ttl}, that a load failed. Until then no
 * instance loads the key: its callers get the failure of that load, as a
 * {@link RememberedFailureException}.
 * <p>
 * A leader finds the failure in one of two places: here, before it requests the lease, or
 * in the answer to the beginning of its load ({@link EntryStore.Begin.Failed}), if the
 * failure came after the first look. Only the store decides when a failure is over.
 */
final class FailureMemory {

    private final EntryStore store;

    private final InstantSource time;

    private final CacheListener listener;

    FailureMemory(EntryStore store, InstantSource time, CacheListener listener) {
        this.store = store;
        this.time = time;
        this.listener = listener;
    }

    /** Whether failures are remembered, and heeded, under a policy. */
    static boolean appliesTo(Policy policy) {
        return !policy.failureTtl().isZero();
    }

    /**
     * Completes normally if no failure of the key is remembered, or its policy heeds
     * none. Checked before the lease is requested, because an instance that takes the
     * lease only to find a remembered failure delays the others.
     * @return fails with {@link LoadFailure} if such a failure is remembered, and with
     * {@link CacheUnavailableException} if the store did not answer
     */
    CompletionStage<@Nullable Void> heed(LoadAttempt attempt) {
        if (!appliesTo(attempt.policy())) {
            return Steps.of(null);
        }
        return attempt.ask(() -> attempt.answer(() -> this.store.failure(attempt.key())))
            .<@Nullable Void>thenApply((failure) -> {
                if (failure != null) {
                    throw recall(attempt, failure);
                }
                return null;
            });
    }

    /** Returns what an attempt fails with whose last look found a remembered failure. */
    LoadFailure recall(LoadAttempt attempt, RememberedFailure failure) {
        this.listener.onEvent(new FailureRemembered(attempt.key()));
        CacheKey key = attempt.key();
        return new LoadFailure(new RememberedFailureException(key.cache(), key.text(), failure.type(),
                failure.message(), failure.at()), attempt.look());
    }

    /**
     * Whether the failure of a load is remembered. A recompute may fail because nobody
     * calls: no request, no tenant. That is not remembered as a failure of the source,
     * because callers would get it whose own loads may succeed.
     */
    static boolean isRemembered(LoadFailure failure, LoadCause cause, Claim claim) {
        return claim.heedsFailures() && cause != LoadCause.RECOMPUTE && failure.isOfTheSource();
    }

    /**
     * Remembers the failure of a load, and gives its claim back.
     * @return whether the claim was still held; fails with
     * {@link CacheUnavailableException} if the store did not answer
     */
    CompletionStage<Boolean> remember(LoadAttempt attempt, Claim claim, LoadFailure failure) {
        RememberedFailure remembered = RememberedFailure.of(failure.failure(), this.time.instant());
        return attempt.ask(() -> attempt
            .answer(() -> this.store.fail(attempt.key(), claim, remembered, attempt.policy().failureTtl())));
    }

}
