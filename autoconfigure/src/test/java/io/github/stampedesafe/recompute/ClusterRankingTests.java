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

package io.github.stampedesafe.recompute;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.SharedRanking;
import io.github.stampedesafe.testing.InMemoryRanking;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What instances tell each other, and what holds if they cannot. */
class ClusterRankingTests {

    private final MutableClock clock = new MutableClock();

    private final InMemoryRanking ranking = new InMemoryRanking();

    private String unreachable = "";

    private final ClusterRanking clusterRanking = new ClusterRanking(this::exchange, (cache) -> Fleet.RULE, this.clock);

    private final List<TrackedKey> keys = Stream.of("a", "b", "c").map(ClusterRankingTests::key).toList();

    @ParameterizedTest
    @ValueSource(strings = { "a", "b", "c" })
    void aCacheThatIsOutOfReachDoesNotSilenceOthers(String unreachable) {
        this.unreachable = unreachable;
        exchangeInVain();
        exchangeInVain();
        for (String cache : List.of("a", "b", "c")) {
            assertThat(this.clusterRanking.ranking(cache).top()).hasSize(cache.equals(unreachable) ? 0 : 1);
        }
    }

    @Test
    void whatWasToldLongAgoNoLongerCounts() {
        ClusterRanking other = new ClusterRanking(this.ranking, (cache) -> Fleet.RULE, this.clock);
        for (int i = 0; i < 2; i++) {
            other.exchange(this.keys);
            exchange();
        }
        assertThat(this.clusterRanking.instances()).isEqualTo(2);
        this.unreachable = "a";
        exchangeInVain();
        exchangeInVain();
        assertThat(this.clusterRanking.ranking("a").top()).hasSize(1);
        exchangeInVain();
        assertThat(this.clusterRanking.ranking("a").top()).isEmpty();
        assertThat(this.clusterRanking.instances()).isOne();
    }

    private void exchange() {
        this.clusterRanking.exchange(this.keys);
        this.clock.advance(ClusterRanking.PERIOD);
    }

    private void exchangeInVain() {
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> this.clusterRanking.exchange(this.keys));
        this.clock.advance(ClusterRanking.PERIOD);
    }

    private SharedRanking.Ranking exchange(String cache, SharedRanking.Period period, Map<String, Double> scores,
            int top) {
        if (cache.equals(this.unreachable)) {
            throw new CacheUnavailableException("down", null);
        }
        return this.ranking.exchange(cache, period, scores, top);
    }

    /** Returns a key that is read. */
    private static TrackedKey key(String cache) {
        TrackedKey key = new TrackedKey(new CacheKey(cache, "DE"));
        key.read(new Request(key.key(), Policy.resolve(), new StringCodec(), () -> "unused"), null);
        key.sweep(1);
        return key;
    }

}
