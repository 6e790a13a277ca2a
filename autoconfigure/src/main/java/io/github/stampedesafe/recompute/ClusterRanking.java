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

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.store.SharedRanking;
import io.github.stampedesafe.store.SharedRanking.Period;
import io.github.stampedesafe.store.SharedRanking.Ranking;

/**
 * The rank of each key in the cluster. Each instance adds its scores to a shared ranking
 * once per period, and reads the sum of all instances for the period before. Between two
 * exchanges, the instance uses its own newest score if that is higher.
 */
final class ClusterRanking {

    /**
     * The length of a period. All instances use the same one, because its number is part
     * of a key in Redis.
     */
    static final Duration PERIOD = Duration.ofSeconds(5);

    /** An instance sends this many times more keys than can be hot: others read them. */
    private static final int DEPTH = 2;

    /** For so many periods a ranking is used if no newer one can be read. */
    private static final int PERIODS_KEPT = 2;

    private final SharedRanking shared;

    private final Function<String, HotKeyRule> rules;

    private final InstantSource time;

    private final Map<String, PeriodRanking> rankings = new ConcurrentHashMap<>();

    private long lastPeriod = Long.MIN_VALUE;

    ClusterRanking(SharedRanking shared, Function<String, HotKeyRule> rules, InstantSource time) {
        this.shared = shared;
        this.rules = rules;
        this.time = time;
    }

    /**
     * Exchanges scores with the other instances if a new period has begun. Blocks for one
     * command a cache.
     * @throws CacheUnavailableException if the store does not answer for a cache; its
     * ranking stays as it was for two periods at most
     */
    void exchange(List<TrackedKey> keys) {
        long number = this.time.millis() / PERIOD.toMillis();
        if (number == this.lastPeriod) {
            return;
        }
        this.lastPeriod = number;
        this.rankings.values().removeIf((received) -> number - received.period() > PERIODS_KEPT);
        Map<String, List<TrackedKey>> byCache = byCache(keys);
        Set<String> caches = new HashSet<>(byCache.keySet());
        caches.addAll(this.rankings.keySet());
        CacheUnavailableException failure = null;
        for (String cache : caches) {
            try {
                exchange(cache, byCache.getOrDefault(cache, List.of()), number);
            }
            catch (CacheUnavailableException ex) {
                failure = ex; // another cache may be on another server
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void exchange(String cache, List<TrackedKey> keys, long number) {
        int top = this.rules.apply(cache).top() * DEPTH;
        Map<String, Double> scores = scores(keys, top);
        Ranking ranking = this.shared.exchange(cache, new Period(number, PERIOD.toMillis()), scores, top);
        keys.forEach(TrackedKey::exchanged);
        if (scores.isEmpty() && ranking.top().isEmpty()) {
            this.rankings.remove(cache);
        }
        else {
            this.rankings.put(cache, new PeriodRanking(ranking, number));
        }
    }

    /** Updates the rank of each key. */
    void rank(List<TrackedKey> keys) {
        byCache(keys).forEach((cache, ofCache) -> rank(ofCache, ranking(cache), this.rules.apply(cache)));
    }

    Ranking ranking(String cache) {
        PeriodRanking received = this.rankings.get(cache);
        return (received != null) ? received.ranking() : Ranking.EMPTY;
    }

    /** Returns the number of instances that sent scores, 1 if it is unknown. */
    int instances() {
        return this.rankings.values().stream().mapToInt((received) -> received.ranking().instances()).max().orElse(1);
    }

    private static void rank(List<TrackedKey> keys, Ranking ranking, HotKeyRule rule) {
        Map<String, Double> received = new HashMap<>();
        ranking.top().forEach((ranked) -> received.put(ranked.key(), ranked.score()));
        Map<String, Double> scores = new HashMap<>(received);
        keys.forEach((key) -> scores.merge(key.key().text(), key.localScore(), Math::max));
        Map<String, Integer> ranks = new HashMap<>();
        scores.entrySet()
            .stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .forEach((score) -> ranks.put(score.getKey(), ranks.size()));
        for (TrackedKey key : keys) {
            String text = key.key().text();
            key.updateRank(ranks.getOrDefault(text, ranks.size()), received.getOrDefault(text, 0.0), rule);
        }
    }

    private static Map<String, Double> scores(List<TrackedKey> keys, int most) {
        Map<String, Double> scores = new LinkedHashMap<>();
        WeightedKey.heaviestFirst(keys, TrackedKey::localScore)
            .stream()
            .filter((key) -> key.weight() > 0)
            .limit(most)
            .forEach((key) -> scores.put(key.key().key().text(), key.weight()));
        return scores;
    }

    private static Map<String, List<TrackedKey>> byCache(List<TrackedKey> keys) {
        return keys.stream().collect(Collectors.groupingBy((key) -> key.key().cache()));
    }

    /**
     * A ranking that was read from the store.
     *
     * @param ranking the sum of all instances
     * @param period number of the period in which it was read
     */
    private record PeriodRanking(Ranking ranking, long period) {
    }

}
