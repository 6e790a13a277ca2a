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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A crowd on three instances, one of which hears no signals, reads, writes, evicts and
 * puts a few keys for two seconds. No read may return a version older than the last write
 * that was completed before the read began.
 */
class HistoryTests {

    private static final int KEYS = 4;

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    private final ExecutorService refreshes = Executors.newFixedThreadPool(2);

    private final List<Instance> instances = List.of(Instance.live(this.shared, this.refreshes),
            Instance.live(this.shared, this.refreshes), Instance.live(this.shared, this.refreshes).deaf());

    private final Policy policy = Scene.policy(PolicyLayer.from(SettingSource.properties("test"))
        .with(TTL, Duration.ofMillis(20))
        .with(STALE_WHILE_REVALIDATE, Duration.ofMillis(20)));

    private final List<Register> registers = new ArrayList<>();

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean over = new AtomicBoolean();

    private final AtomicLong reads = new AtomicLong();

    private final AtomicLong writes = new AtomicLong();

    @AfterEach
    void stopRefreshes() {
        this.refreshes.shutdownNow();
    }

    @Test
    void noReadReturnsAVersionOlderThanTheLastWriteCompletedBeforeItBegan() {
        for (int i = 0; i < KEYS; i++) {
            this.registers.add(new Register(new CacheKey("register", "" + i)));
        }
        List<Crowd.Call> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Instance instance = this.instances.get(i % 3);
            calls.add((i < 9) ? () -> keepReading(instance, random) : () -> keepWriting(instance, random));
        }
        Crowd crowd = Crowd.of(calls);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (System.nanoTime() < end) {
            this.clock.advance(Duration.ofMillis(1));
            this.instances.forEach((instance) -> instance.engine().extendLeases());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        this.over.set(true);
        crowd.results();
        assertThat(this.violations).isEmpty();
        assertThat(this.reads.get()).isGreaterThan(100);
        assertThat(this.writes.get()).isGreaterThan(10);
        for (Instance instance : this.instances) {
            assertThat(instance.engine().underWay().flights()).isLessThanOrEqualTo(2);
            assertThat(instance.engine().underWay().watches()).isZero();
        }
    }

    private Object keepReading(Instance instance, SplittableRandom random) throws Throwable {
        while (!this.over.get()) {
            Register register = this.registers.get(random.nextInt(KEYS));
            long completed = register.completed.get();
            Object value = instance.get(register.key, this.policy, register::load);
            if (Long.parseLong(String.valueOf(value)) < completed) {
                this.violations
                    .add("Read %s of %s after version %d was written".formatted(value, register.key, completed));
            }
            this.reads.incrementAndGet();
        }
        return this.reads;
    }

    private Object keepWriting(Instance instance, SplittableRandom random) {
        while (!this.over.get()) {
            Register register = this.registers.get(random.nextInt(KEYS));
            synchronized (register) {
                long version = register.current.incrementAndGet();
                if (random.nextBoolean()) {
                    instance.evict(register.key);
                }
                else {
                    instance.put(register.key, this.policy, Long.toString(version));
                }
                register.completed.set(version);
            }
            this.writes.incrementAndGet();
            LockSupport.parkNanos(random.nextInt(1_000_000));
        }
        return this.writes;
    }

    private static final class Register {

        private final CacheKey key;

        private final AtomicLong current = new AtomicLong();

        private final AtomicLong completed = new AtomicLong();

        private Register(CacheKey key) {
            this.key = key;
        }

        private Object load() {
            String read = Long.toString(this.current.get());
            LockSupport.parkNanos(200_000);
            return read;
        }

    }

}
