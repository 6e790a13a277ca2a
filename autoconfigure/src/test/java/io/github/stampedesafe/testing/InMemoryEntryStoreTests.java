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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;

import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.contract.EntryStoreContract;

/** The double keeps the contract of the real store. */
class InMemoryEntryStoreTests extends EntryStoreContract {

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    private final List<Signal> signals = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        this.store.subscribe(this.signals::add);
    }

    @Override
    protected BlockingStore store() {
        return new BlockingStore(this.store);
    }

    @Override
    protected Instant now() {
        return this.clock.instant();
    }

    @Override
    protected void elapse(Duration duration) {
        this.clock.advance(duration);
    }

    @Override
    protected List<Signal> signals() {
        return this.signals;
    }

}
