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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.store.SharedRanking.Period;
import io.github.stampedesafe.store.SharedRanking.Ranked;
import io.github.stampedesafe.store.SharedRanking.Ranking;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.RedisConnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The sums of the instances' scores. */
class RedisRankingIT {

    private final RedisProcess server = RedisProcess.start();

    private final RedisConnections connections = RedisConnections.to(this.server.host(), this.server.port());

    private final KeyLayout keys = new KeyLayout("shop:");

    private final RedisRanking first = new RedisRanking(this.connections.factory(), this.keys);

    private final RedisRanking second = new RedisRanking(this.connections.factory(), this.keys);

    private final StringRedisTemplate redis = new StringRedisTemplate(this.connections.factory());

    @AfterEach
    void stop() {
        this.connections.close();
        this.server.close();
    }

    @Test
    void theRankingIsTheSumOfThePeriodBefore() {
        assertThat(this.first.exchange("totals", period(7), Map.of("DE", 1.5, "Zürich 🚀", 2.0), 10))
            .isEqualTo(Ranking.EMPTY);
        assertThat(this.second.exchange("totals", period(7), Map.of("DE", 1.0, "FR", 0.25), 10))
            .isEqualTo(Ranking.EMPTY);
        Ranking ranking = this.first.exchange("totals", period(8), Map.of(), 10);
        assertThat(ranking.top()).containsExactly(new Ranked("DE", 2.5), new Ranked("Zürich 🚀", 2),
                new Ranked("FR", 0.25));
        assertThat(ranking.instances()).isEqualTo(2);
        assertThat(this.second.exchange("totals", period(9), Map.of(), 10)).isEqualTo(Ranking.EMPTY);
        assertThat(this.second.exchange("orders", period(8), Map.of(), 10)).isEqualTo(Ranking.EMPTY);
    }

    @Test
    void theRankingIsBoundedAndGoesAway() {
        Map<String, Double> scores = IntStream.range(0, 100)
            .boxed()
            .collect(Collectors.toMap((i) -> "k" + i, (i) -> (double) i, (a, b) -> a, HashMap::new));
        this.first.exchange("totals", period(7), scores, 5);
        assertThat(this.redis.opsForZSet().size(this.keys.ranking("totals", 7))).isEqualTo(10);
        assertThat(this.redis.getExpire(this.keys.ranking("totals", 7))).isBetween(10L, 15L);
        assertThat(this.redis.getExpire(this.keys.rankingInstances("totals", 7))).isBetween(10L, 15L);
        assertThat(this.first.exchange("totals", period(8), Map.of(), 5).top()).extracting(Ranked::key)
            .containsExactly("k99", "k98", "k97", "k96", "k95");
    }

    @Test
    void whatIsOfAnotherTypeIsReplaced() {
        for (long number = 6; number <= 8; number++) {
            this.redis.opsForValue().set(this.keys.ranking("totals", number), "a string");
            this.redis.opsForList().rightPush(this.keys.rankingInstances("totals", number), "a list");
        }
        assertThat(this.first.exchange("totals", period(7), Map.of("DE", 1.5), 10)).isEqualTo(Ranking.EMPTY);
        Ranking ranking = this.first.exchange("totals", period(8), Map.of("DE", 2.5), 10);
        assertThat(ranking).isEqualTo(new Ranking(List.of(new Ranked("DE", 1.5)), 1));
        assertThat(this.first.exchange("totals", period(9), Map.of(), 10).top()).containsExactly(new Ranked("DE", 2.5));
    }

    @Test
    void numbersThatNoInstanceAddsUpToAreLeftOut() {
        for (double score : new double[] { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 1e300, 2 }) {
            this.redis.opsForZSet().add(this.keys.ranking("totals", 7), "k" + score, score);
        }
        this.redis.opsForValue().set(this.keys.rankingInstances("totals", 7), "99999999999999999999");
        Ranking ranking = this.first.exchange("totals", period(8), Map.of("DE", 1.0), 10);
        assertThat(ranking).isEqualTo(new Ranking(List.of(new Ranked("k1.0E300", 1e300), new Ranked("k2.0", 2)), 1));
        this.redis.opsForValue().set(this.keys.rankingInstances("totals", 8), "many");
        this.first.exchange("totals", period(8), Map.of("DE", 1.0), 10);
        assertThat(this.redis.opsForValue().get(this.keys.rankingInstances("totals", 8))).isEqualTo("1");
    }

    @Test
    void aServerThatIsGoneIsTold() {
        this.server.close();
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> this.first.exchange("totals", period(7), Map.of("DE", 1.0), 10))
            .withMessageStartingWith("Redis did not carry out 'rank' for cache 'totals': ");
    }

    private static Period period(long number) {
        return new Period(number, 5000);
    }

}
