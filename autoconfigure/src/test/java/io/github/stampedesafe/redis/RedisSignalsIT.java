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

package io.github.stampedesafe.redis;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.SignalSource;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class RedisSignalsIT {

    private static final CacheKey KEY = new CacheKey("totals", "Zürich: {🚀}\n");

    private final KeyLayout keys = new KeyLayout("shop:");

    private final RedisProcess server = RedisProcess.start();

    private final RedisConnections connections = RedisConnections.to(this.server.host(), this.server.port());

    private final BlockingStore store = new BlockingStore(
            new RedisEntryStore(this.connections.factory(), this.keys, new CacheListener() {
            }));

    private final List<Signal> received = new CopyOnWriteArrayList<>();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private final AtomicInteger subscriptions = new AtomicInteger();

    private final RedisSignals signals = new RedisSignals(this.connections.factory(), this.keys,
            this.subscriptions::incrementAndGet);

    private final SignalSource.Receiver receiver = new SignalSource.Receiver() {

        @Override
        public void receive(Signal signal) {
            RedisSignalsIT.this.threads.add(Thread.currentThread());
            RedisSignalsIT.this.received.add(signal);
        }

        @Override
        public void missed() {
            RedisSignalsIT.this.store.marks(Set.of("totals"));
        }

    };

    @BeforeEach
    void open() {
        assertThat(this.signals.isSubscribed()).isFalse();
    }

    @AfterEach
    void close() {
        this.signals.stop();
        this.connections.close();
        this.server.close();
    }

    @Test
    void everySignalArrivesInOrderOnOneThread() {
        startAndAwait();

        for (int i = 0; i < 50; i++) {
            this.store.evict(KEY);
        }
        long at = this.store.clear("totals", 0);

        within(10).until(() -> this.received.size() == 51);
        assertThat(this.received).startsWith(new Signal.Evicted(KEY)).endsWith(new Signal.Cleared("totals", at));
        assertThat(this.threads).containsOnly(this.threads.get(0));
        assertThat(this.subscriptions).hasPositiveValue();
    }

    @Test
    void whateverElseIsOnTheChannelIsIgnored() {
        startAndAwait();

        for (String message : List.of("", "hello", "2 filled totals:DE", "1 filled totals:DE")) {
            send("PUBLISH", "shop:signals", message);
        }

        within(10).until(() -> !this.received.isEmpty());
        assertThat(this.received).containsExactly(new Signal.Filled(new CacheKey("totals", "DE")));
    }

    @Test
    void whatIsNoSignalIsSaidOnceAndWhatAnotherReleaseSendsIsNot(CapturedOutput output) {
        startAndAwait();

        send("PUBLISH", "shop:signals", "2 filled totals:DE");
        send("PUBLISH", "shop:signals", "1 cleared totals:9223372036854775807");
        send("PUBLISH", "shop:signals", "1 cleared totals:" + "9".repeat(100_000));
        send("PUBLISH", "shop:signals", "1 evicted totals:DE");

        within(10).until(() -> !this.received.isEmpty());
        assertThat(this.received).containsExactly(new Signal.Evicted(new CacheKey("totals", "DE")));
        assertThat(output.getAll().lines().filter((line) -> line.contains("is no signal"))).hasSize(1)
            .first(InstanceOfAssertFactories.STRING)
            .contains("A message on Redis channel 'shop:signals' is no signal: '1 cleared totals:9223372036854775807'. "
                    + "Such messages are ignored. Find out who else publishes there.");
    }

    @Test
    void whoeverThrowsIsToldTheNextNewsAllTheSame() {
        RedisSignals failing = new RedisSignals(this.connections.factory(), this.keys, () -> {
            this.subscriptions.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        failing.start(new SignalSource.Receiver() {

            @Override
            public void receive(Signal signal) {
                RedisSignalsIT.this.received.add(signal);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void missed() {
                throw new IllegalStateException("on purpose");
            }

        });
        within(10).until(failing::isSubscribed);

        this.store.evict(KEY);
        this.store.evict(KEY);

        within(10).until(() -> this.received.size() == 2);
        within(10).until(() -> this.subscriptions.get() == 1);
        send("CLIENT", "KILL", "TYPE", "pubsub");
        within(10).until(() -> this.subscriptions.get() == 2);
        failing.stop();
    }

    @Test
    void startsWhileRedisIsDownAndSubscribesWhenItIsBack() {
        this.server.kill();

        long begin = System.nanoTime();
        this.signals.start(this.receiver);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(this.signals.isSubscribed()).isFalse();

        this.server.restart();
        within(5).until(this.signals::isSubscribed);
        assertSignalsArrive();
    }

    @Test
    void killedSubscriptionIsReplaced() {
        startAndAwait();

        send("CLIENT", "KILL", "TYPE", "pubsub");

        within(5).until(() -> this.subscriptions.get() == 2);
        assertThat(this.signals.isSubscribed()).isTrue();
        assertSignalsArrive();
    }

    @Test
    void restartedServerIsSubscribedToAgain() {
        startAndAwait();
        this.server.kill();
        within(10).until(() -> !this.signals.isSubscribed());

        this.server.restart();

        within(5).until(this.signals::isSubscribed);
        assertSignalsArrive();
    }

    @Test
    void silentServerIsNoticed() {
        startAndAwait();

        this.server.freeze();
        within(10).until(() -> !this.signals.isSubscribed());

        this.server.thaw();
        within(10).until(this.signals::isSubscribed);
        assertSignalsArrive();
    }

    @Test
    void stoppedSubscriptionIsGoneFromTheServerAndCanBeStartedAgain() {
        startAndAwait();
        this.signals.start(this.receiver);
        assertThat(send("PUBSUB", "NUMSUB", "shop:signals")).isEqualTo(List.of("shop:signals", "1"));

        this.signals.stop();
        this.signals.stop();
        assertThat(this.signals.isSubscribed()).isFalse();
        within(10).until(() -> send("PUBSUB", "NUMSUB", "shop:signals").equals(List.of("shop:signals", "0")));

        startAndAwait();
        assertSignalsArrive();
    }

    @Test
    void stopWhileRedisIsDownIsQuick() {
        this.server.kill();
        this.signals.start(this.receiver);

        long begin = System.nanoTime();
        this.signals.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    private void startAndAwait() {
        this.signals.start(this.receiver);
        within(10).until(this.signals::isSubscribed);
    }

    private void assertSignalsArrive() {
        this.received.clear();
        within(10).ignoreExceptions().until(() -> {
            this.store.evict(KEY);
            return true;
        });
        within(10).until(() -> this.received.contains(new Signal.Evicted(KEY)));
    }

    private Object send(String... command) {
        try (RedisConsole console = new RedisConsole(this.server.host(), this.server.port())) {
            return console.send(command);
        }
    }

    private static ConditionFactory within(double seconds) {
        return await().atMost(Duration.ofMillis((long) (seconds * 1_000))).pollInterval(Duration.ofMillis(10));
    }

}
