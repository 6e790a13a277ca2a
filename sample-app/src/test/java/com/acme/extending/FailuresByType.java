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

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheEventListener;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;

@Component
class FailuresByType implements CacheEventListener {

    private final MeterRegistry registry;

    FailuresByType(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof LoadFailed failed) {
            String type = failed.failure().getClass().getSimpleName();
            this.registry.counter("totals.failures", "cache", failed.cache(), "type", type).increment();
        }
    }

}
