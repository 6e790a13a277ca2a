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

package io.github.stampedesafe.chaos;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadEvent.LoadOverdue;

/** Counts the loads that were given up. */
final class OverdueCounter implements CacheListener {

    private final AtomicInteger overdue = new AtomicInteger();

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof LoadOverdue) {
            this.overdue.incrementAndGet();
        }
    }

    int count() {
        return this.overdue.get();
    }

}
