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

package io.github.stampedesafe.metrics;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.recompute.HotKeys;

/** How many keys the registry of hot keys watches, where there is one. */
public final class HotKeyMeters implements MeterBinder {

    private final boolean counted;

    private final Supplier<@Nullable HotKeys> hotKeys;

    /**
     * Creates the meters.
     * @param counted whether hot keys are counted at all
     * @param hotKeys gives the registry, {@code null} before the first use of the cache
     */
    public HotKeyMeters(boolean counted, Supplier<@Nullable HotKeys> hotKeys) {
        this.counted = counted;
        this.hotKeys = hotKeys;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (this.counted) {
            Gauge.builder("stampede.hotkeys.tracked", this, HotKeyMeters::tracked)
                .description("Keys that are counted one by one on this instance")
                .strongReference(true)
                .register(registry);
        }
    }

    private int tracked() {
        HotKeys current = this.hotKeys.get();
        return (current != null) ? current.tracked() : 0;
    }

}
