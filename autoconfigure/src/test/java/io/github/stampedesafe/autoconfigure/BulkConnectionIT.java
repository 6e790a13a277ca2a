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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.KeyLayout;
import io.github.stampedesafe.redis.RedisEntryStore;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.Relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What goes over which of the two connections of a store. */
class BulkConnectionIT {

    private static final CacheKey KEY = new CacheKey("reports", "key");

    private static final CacheKey OTHER = new CacheKey("reports", "other");

    private static final long SHAPE = 7;

    private static final int LARGE = 4 << 20;

    private final RedisProcess server = RedisProcess.start();

    private final Relay common = Relay.to(this.server.port());

    private final Relay bulk = Relay.to(this.server.port());

    private final Client commonClient = new Client(this.common.port(), Duration.ofSeconds(10));

    private final Client bulkClient = new Client(this.bulk.port(), Duration.ofSeconds(3));

    private final BlockingStore store = store(this.commonClient, this.bulkClient);

    private final BlockingStore another = store(this.bulkClient, this.bulkClient);

    @BeforeEach
    void connect() {
        this.commonClient.connect();
        this.bulkClient.connect();
    }

    @AfterEach
    void close() {
        this.common.letLargePass();
        this.bulk.letLargePass();
        this.commonClient.close();
        this.bulkClient.close();
        this.common.close();
        this.bulk.close();
        this.server.close();
    }

    @Test
    void aLargeValueThatWasWrittenGoesOverTheBulkConnectionOnly() {
        this.common.stopLarge();
        assertThat(this.store.put(KEY, fill(LARGE))).isTrue();
        assertThat(size(this.store.get(KEY))).isEqualTo(LARGE);
        assertThat(size(this.store.get(KEY, SHAPE))).isEqualTo(LARGE);
        Claim claim = claim();
        Instant start = ((Begin.Started) this.store.begin(OTHER, null, claim)).at();
        assertThat(this.store.publish(OTHER, claim, start, fill(LARGE))).isEqualTo(Published.STORED);
        assertThat(size(this.store.get(OTHER))).isEqualTo(LARGE);
    }

    @Test
    void aLargeValueThatAnotherInstanceHasStoredIsReadOverTheBulkConnection() {
        assertThat(this.store.put(KEY, fill(LARGE))).isTrue();
        this.another.put(OTHER, fill(LARGE));
        this.common.stopLarge();
        assertThat(size(this.store.get(OTHER))).isEqualTo(LARGE);
    }

    @Test
    void aLoadThatFindsALargeValueInsteadReadsItOverTheBulkConnection() {
        assertThat(this.store.put(OTHER, fill(LARGE))).isTrue();
        this.another.put(KEY, fill(LARGE));
        this.common.stopLarge();
        Begin begin = this.store.begin(KEY, null, claim());
        assertThat(size(((Begin.Changed) begin).now())).isEqualTo(LARGE);
    }

    @Test
    void smallValuesOfACacheWithLargeOnesUseTheCommonConnection() {
        assertThat(this.store.put(KEY, fill(LARGE))).isTrue();
        assertThat(this.store.put(OTHER, fill(3))).isTrue();
        stopBulk();
        assertThat(size(this.store.get(OTHER))).isEqualTo(3);
        assertThat(this.store.get(new CacheKey("reports", "absent"))).isNull();
        this.store.evict(OTHER);
        assertThat(this.store.get(OTHER)).isNull();
        this.store.evict(KEY);
    }

    @Test
    void aValueThatHasBecomeSmallReturnsToTheCommonConnection() {
        assertThat(this.store.put(KEY, fill(LARGE))).isTrue();
        assertThat(this.store.put(KEY, fill(3))).isTrue();
        assertThat(size(this.store.get(KEY))).isEqualTo(3);
        stopBulk();
        assertThat(size(this.store.get(KEY))).isEqualTo(3);
    }

    @Test
    void aChangeThatFollowsALargePutInDoubtIsNotOverwrittenByIt() {
        this.bulk.stopLarge();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> this.store.put(KEY, fill(LARGE)));
        Crowd changes = Crowd.one(() -> {
            this.store.evict(KEY);
            return this.store.put(KEY, fill(3));
        });
        // Changes that do not wait for the large one have the time to be overwritten.
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        this.bulk.letLargePass();
        assertThat(changes.result()).isEqualTo(true);
        assertThat(size(this.another.get(KEY))).isEqualTo(3);
    }

    @Test
    void aChangeThatFollowsALargePutUnderWayIsNotOverwrittenByIt() {
        this.bulk.stopLarge();
        CompletionStage<Boolean> put = this.store.store().put(KEY, fill(LARGE));
        await().until(() -> this.bulk.stopped() == 1);
        CompletionStage<@Nullable Void> evict = this.store.store().evict(KEY);
        this.bulk.letLargePass();
        assertThat(put).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        assertThat(evict).succeedsWithin(Duration.ofSeconds(10));
        assertThat(this.another.get(KEY)).isNull();
        stopBulk();
        assertThat(this.store.put(KEY, fill(3))).as("later changes use the common connection again").isTrue();
    }

    /** Nothing passes on the bulk connection any more. */
    private void stopBulk() {
        this.bulk.stopLarge();
        Crowd unused = Crowd.one(() -> this.another.put(new CacheKey("reports", "stuck"), fill(LARGE)));
        await().until(() -> this.bulk.stopped() == 1);
    }

    private BlockingStore store(Client common, Client bulk) {
        return new BlockingStore(
                new RedisEntryStore(common.factory, bulk.factory, new KeyLayout("test:"), new CacheListener() {
                }, Duration.ZERO));
    }

    private static Claim claim() {
        return new Claim(UUID.randomUUID().toString(), null, Duration.ofMinutes(1), false, SHAPE);
    }

    private static NewEntry fill(int bytes) {
        byte[] value = new byte[bytes];
        Arrays.fill(value, (byte) 'x');
        return new NewEntry(Payload.of(value, SHAPE), Duration.ofMinutes(1), Duration.ofMinutes(1),
                Duration.ofMillis(1), null);
    }

    private static int size(@Nullable Entry entry) {
        return (entry != null) ? entry.payload().bytes().length : -1;
    }

    /** Connections of one kind. */
    private static final class Client {

        private final ClientResources resources;

        private final LettuceConnectionFactory factory;

        Client(int port, Duration timeout) {
            LettuceConnections connections = new LettuceConnections(
                    new RedisTarget(new RedisTarget.Server(new RedisTarget.Node("127.0.0.1", port), 0),
                            RedisTarget.Credentials.NONE, false, null),
                    timeout);
            this.resources = connections.resources();
            this.factory = connections.factory(this.resources);
            this.factory.afterPropertiesSet();
        }

        void connect() {
            await().ignoreExceptions().until(() -> {
                try (RedisConnection connection = this.factory.getConnection()) {
                    return connection.ping() != null;
                }
            });
        }

        void close() {
            this.factory.destroy();
            this.resources.shutdown();
        }

    }

}
