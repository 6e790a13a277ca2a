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

import java.time.Duration;
import java.time.Instant;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;

/** Judges an entry by time alone: never {@link Freshness#DUE}, which chance decides. */
final class FreshnessRule {

    private FreshnessRule() {
    }

    /**
     * Returns what may be done with an entry.
     * @param entry the entry, a value
     * @param expired whether it was marked stale ahead of its time, it or its cache
     * @param policy the policy of the caller
     * @param now the time of the read, in the store's time
     */
    static Freshness of(Entry entry, boolean expired, Policy policy, Instant now) {
        if (now.isBefore(entry.freshUntil())) {
            return expired ? Freshness.STALE : Freshness.FRESH;
        }
        if (entry.payload().isNull()) {
            return Freshness.ABSENT; // it has a time of its own, and no stale window
        }
        Duration past = Duration.between(entry.freshUntil(), now);
        if (past.compareTo(policy.staleWhileRevalidate()) < 0) {
            return Freshness.STALE;
        }
        return (past.compareTo(policy.staleIfError()) < 0) ? Freshness.STALE_IF_ERROR : Freshness.ABSENT;
    }

}
