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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

/** What a subscription proves of the signals that it has delivered. */
class SignalHearingIT {

    private final RedisProcess server = RedisProcess.start();

    private final RedisConnections connections = RedisConnections.to(this.server.host(), this.server.port());

    private final KeyLayout keys = new KeyLayout("shop:");

    private final BlockingStore store = new BlockingStore(
            new RedisEntryStore(this.connections.factory(), this.keys, new CacheListener() {
            }));

    private final Receiver receiver = new Receiver();

    private final RedisSignals signals = new RedisSignals(this.connections.factory(), this.keys);

    @BeforeEach
    void start() {
        this.signals.start(this.receiver);
        await().atMost(Duration.ofSeconds(10)).until(() -> this.receiver.heard.get() > 0);
    }

    @AfterEach
    void close() {
        this.signals.stop();
        this.connections.close();
        this.server.close();
    }

    @Test
    void whatWasSentBeforeAProofHasBeenReceived() {
        int proofs = this.receiver.heard.get();
        for (int i = 0; this.receiver.heard.get() < proofs + 10; i++) {
            this.store.evict(new CacheKey("totals", Integer.toString(i)));
            this.receiver.sent.add(System.nanoTime());
        }
        assertThat(this.receiver.missing).isEmpty();
        assertThat(this.receiver.received.get()).isGreaterThan(10);
    }

    @Test
    void afterALostConnectionAMissIsSaidBeforeTheNextProof() {
        for (int i = 1; i <= 5; i++) {
            int misses = this.receiver.missed.get();
            try (RedisConsole console = new RedisConsole(this.server.host(), this.server.port())) {
                console.send("CLIENT", "KILL", "TYPE", "pubsub");
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> this.receiver.missed.get() > misses);
            int proofs = this.receiver.heard.get();
            await().atMost(Duration.ofSeconds(10)).until(() -> this.receiver.heard.get() > proofs);
        }
        assertThat(this.receiver.unfounded).hasValue(0);
    }

    @Test
    void aFrozenServerProvesNothing() {
        this.server.freeze();
        long frozen = System.nanoTime();
        await().atMost(Duration.ofSeconds(10)).until(() -> !this.signals.isSubscribed());
        assertThat(this.receiver.lastProof - frozen).isNegative();
        this.server.thaw();
        int proofs = this.receiver.heard.get();
        await().atMost(Duration.ofSeconds(10)).until(() -> this.receiver.heard.get() > proofs);
    }

    /** Compares each proof with what was sent before it. */
    private static final class Receiver implements SignalSource.Receiver {

        /** When the change of each signal had returned. */
        private final List<Long> sent = new CopyOnWriteArrayList<>();

        private final AtomicInteger received = new AtomicInteger();

        private final AtomicInteger missed = new AtomicInteger();

        private final AtomicInteger heard = new AtomicInteger();

        private final List<Integer> missing = new CopyOnWriteArrayList<>();

        private final AtomicInteger unfounded = new AtomicInteger();

        private volatile long lastProof;

        private volatile long lastMiss;

        @Override
        public void receive(Signal signal) {
            this.received.incrementAndGet();
        }

        @Override
        public void missed() {
        }

        @Override
        public void reconnected() {
            this.lastMiss = System.nanoTime();
            this.missed.incrementAndGet();
        }

        @Override
        public void heard(long sent) {
            long before = this.sent.stream().filter((at) -> at - sent < 0).count();
            if (this.received.get() < before) {
                this.missing.add((int) before - this.received.get());
            }
            if (this.missed.get() == 0 || sent - this.lastMiss < 0) {
                this.unfounded.incrementAndGet();
            }
            this.lastProof = sent;
            this.heard.incrementAndGet();
        }

        @Override
        public boolean isAttentive() {
            return true;
        }

    }

}
