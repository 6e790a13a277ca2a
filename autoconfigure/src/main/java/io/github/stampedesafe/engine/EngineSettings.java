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

import io.github.stampedesafe.policy.OnStoreFailure;

/**
 * How an engine works.
 *
 * @param lease lifetime of a lease, extended while its load runs; positive
 * @param onStoreFailure what callers get while the store does not answer
 * @param outageTtl how long a value that was loaded then is served to later callers; zero
 * for those who waited only
 * @param refreshThreads refreshes at one time; positive
 * @param refreshQueue refreshes that wait for a thread, or for a permit of their cache;
 * if more wait, one is refused; not negative
 */
public record EngineSettings(Duration lease, OnStoreFailure onStoreFailure, Duration outageTtl, int refreshThreads,
        int refreshQueue) {

    /** Creates settings that leave it to the executor to bound refreshes. */
    public EngineSettings(Duration lease, OnStoreFailure onStoreFailure, Duration outageTtl) {
        this(lease, onStoreFailure, outageTtl, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Creates settings of an engine that remembers nothing of an outage. */
    public EngineSettings(Duration lease, OnStoreFailure onStoreFailure) {
        this(lease, onStoreFailure, Duration.ZERO);
    }

}
