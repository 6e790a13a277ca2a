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

package io.github.stampedesafe.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.recompute.HotKeyRegistry;
import io.github.stampedesafe.recompute.HotKeyRule;
import io.github.stampedesafe.recompute.HotKeySettings;
import io.github.stampedesafe.recompute.RecomputeDispatcher;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.SharedRanking;

/**
 * The registry itself, with a clock on which a read takes a hundredth of a millisecond.
 */
final class RegistryCounter implements StreamCounter {

    private static final long NANOS_PER_READ = 10_000;

    private static final HotKeySettings SETTINGS = new HotKeySettings(1000, Duration.ofMillis(250),
            Duration.ofMinutes(1), 6, 100, 0.8);

    private static final PayloadCodec CODEC = new PayloadCodec() {

        @Override
        public byte[] write(Object value) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }

    };

    private final Policy policy = Policy.resolve();

    private final HotKeyRegistry registry;

    private long nanos;

    private long nextSweep = SETTINGS.sweepInterval().toNanos();

    RegistryCounter() {
        EngineResources resources = new EngineResources(() -> Instant.EPOCH.plusNanos(this.nanos), () -> this.nanos,
                new SplittableRandom(1), Waiting.blocking(), Runnable::run);
        this.registry = new HotKeyRegistry(SETTINGS, (cache) -> new HotKeyRule(true, 200, 0.1, null),
                SharedRanking.ALONE, new RecomputeDispatcher(() -> {
                    throw new IllegalStateException("Nothing is stored, so nothing is recomputed");
                }, resources, new CacheListener() {
                }, SETTINGS.loadSeconds()));
    }

    @Override
    public void count(int key) {
        this.registry.recordRead(new Request(new CacheKey("c", String.valueOf(key)), this.policy, CODEC, () -> null),
                null);
        this.nanos += NANOS_PER_READ;
        if (this.nanos >= this.nextSweep) {
            this.nextSweep += SETTINGS.sweepInterval().toNanos();
            this.registry.sweep();
        }
    }

    @Override
    public List<Integer> top(int most) {
        this.registry.sweep();
        return this.registry.keys("c").stream().limit(most).map((key) -> Integer.valueOf(key.key().text())).toList();
    }

}
