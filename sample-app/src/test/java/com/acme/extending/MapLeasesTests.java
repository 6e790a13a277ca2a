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

package com.acme.extending;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.contract.BlockingLeases;
import io.github.stampedesafe.test.contract.LeaseProviderContract;

class MapLeasesTests extends LeaseProviderContract {

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    private final MapStore store = new MapStore(this.time::get);

    private final BlockingLeases provider = new BlockingLeases(new MapLeases(this.store));

    private final BlockingLeases otherInstance = new BlockingLeases(new MapLeases(this.store));

    @Override
    protected BlockingLeases provider() {
        return this.provider;
    }

    @Override
    protected BlockingLeases otherInstance() {
        return this.otherInstance;
    }

    @Override
    protected void letLapse(CacheKey key) {
        this.time.updateAndGet((now) -> now.plus(left(key)));
    }

    @Override
    protected void drop(CacheKey key) {
        this.store.evict(key);
    }

    @Override
    protected Duration left(CacheKey key) {
        return this.store.leaseLeft(key);
    }

}
