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

package io.github.stampedesafe.redisson;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redisson.api.RKeys;
import org.redisson.client.codec.StringCodec;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Leases by Redisson: what they are in Redis, besides what holds of all leases. */
class RedissonLeaseProviderIT extends RedissonOutageContract {

    @Test
    void theLeaderOfAKeyIsTheInstanceThatHasItsLease() {
        assertThat(this.provider.leader(KEY)).isNull();
        Lease lease = acquire(this.otherInstance, KEY);
        assertThat(this.provider.leader(KEY)).isEqualTo(this.otherInstance.instance())
            .isNotEqualTo(this.provider.instance());
        lease.release();
        await().until(() -> left(KEY).isZero());
        acquire(this.provider, KEY);
        assertThat(this.otherInstance.leader(KEY)).isEqualTo(this.provider.instance());
    }

    @Override
    protected void letLapse(CacheKey key) {
        this.client.getBucket(name(key)).expire(Duration.ofMillis(1));
        await().until(() -> left(key).isZero());
    }

    @Override
    protected void drop(CacheKey key) {
        this.client.getKeys().delete(name(key));
    }

    @Override
    protected Duration left(CacheKey key) {
        return Duration.ofMillis(Math.max(0, this.client.getKeys().remainTimeToLive(name(key))));
    }

    @Test
    void theLockIsAHashWithTheClientAndTheOwnerAsItsOnlyField() {
        acquire(provider(), KEY);
        Map<String, String> hash = this.client.<String, String>getMap(name(KEY), StringCodec.INSTANCE).readAllMap();
        assertThat(hash).hasSize(1);
        assertThat(hash.keySet().iterator().next()).matches(this.client.getId() + ":[1-9][0-9]{0,18}");
        assertThat(hash).containsValue("1");
    }

    @Test
    void anotherTypeOfValueInTheLocksPlaceIsReplaced() {
        this.client.getBucket(name(KEY), StringCodec.INSTANCE).set("a string");
        assertThat(this.provider.leader(KEY)).isNull();
        Lease lease = acquire(this.provider, KEY);
        assertThat(left(KEY)).isPositive();
        assertThat(this.otherInstance.tryAcquire(KEY, Duration.ofSeconds(5))).isNull();
        assertThat(lease.extend(Duration.ofSeconds(5))).succeedsWithin(TIMEOUT).isEqualTo(true);
        this.client.getBucket(name(KEY), StringCodec.INSTANCE).set("a string");
        lease.release();
        acquire(this.otherInstance, KEY);
    }

    @Test
    void aHashWithoutAnEndInTheLocksPlaceDoesNotLast() {
        this.client.<String, String>getMap(name(KEY), StringCodec.INSTANCE).put("somebody", "1");
        assertThat(this.provider.leader(KEY)).isEmpty();
        assertThat(this.provider.tryAcquire(KEY, Duration.ofSeconds(5))).isNull();
        await().until(() -> this.client.getKeys().countExists(name(KEY)) == 0);
        acquire(this.provider, KEY);
        assertThat(this.otherInstance.tryAcquire(KEY, Duration.ofSeconds(5))).isNull();
        assertThat(this.otherInstance.tryAcquire(KEY, Duration.ofSeconds(5))).isNull();
    }

    @Test
    void aReleasedLeaseLeavesNothingBehind() {
        acquire(provider(), KEY).release();
        RKeys keys = this.client.getKeys();
        await().until(() -> keys.count() == 0);
    }

    /** Blocking them would keep the reply from being read that they wait for. */
    @Test
    void leasesCanBeRequestedOnRedissonsOwnThreads() {
        CompletionStage<@Nullable Lease> first = provider().leases().tryAcquire(KEY, LONG);
        assertThat(first.thenCompose((lease) -> provider().leases().tryAcquire(new CacheKey("totals", "FR"), LONG)))
            .succeedsWithin(TIMEOUT)
            .isNotNull();
    }

}
