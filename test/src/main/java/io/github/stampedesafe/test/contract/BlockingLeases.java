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

package io.github.stampedesafe.test.contract;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;

/**
 * Leases whose every operation waits for its result and throws its failure.
 *
 * @param leases the leases
 */
public record BlockingLeases(LeaseProvider leases) {

    public @Nullable Lease tryAcquire(CacheKey key, Duration life) {
        return Stages.join(this.leases.tryAcquire(key, life));
    }

    public @Nullable String leader(CacheKey key) {
        return Stages.join(this.leases.leader(key));
    }

    public @Nullable String instance() {
        return this.leases.instance();
    }

}
