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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;

import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.SignalSource;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.contract.EntryStoreContract;

class MapStoreTests extends EntryStoreContract {

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    private final MapStore store = new MapStore(this.time::get);

    private final List<Signal> signals = new CopyOnWriteArrayList<>();

    @BeforeEach
    void receive() {
        this.store.start(new SignalSource.Receiver() {

            @Override
            public void receive(Signal signal) {
                MapStoreTests.this.signals.add(signal);
            }

            @Override
            public void missed() {
            }

        });
    }

    @Override
    protected BlockingStore store() {
        return new BlockingStore(this.store);
    }

    @Override
    protected Instant now() {
        return this.time.get();
    }

    @Override
    protected void elapse(Duration duration) {
        this.time.updateAndGet((now) -> now.plus(duration));
    }

    @Override
    protected List<Signal> signals() {
        return this.signals;
    }

}
