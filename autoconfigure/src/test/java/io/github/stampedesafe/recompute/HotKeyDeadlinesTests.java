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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.EARLY_EXPIRATION;
import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;

/** What is planned: which keys there is time for, and when each begins. */
class HotKeyDeadlinesTests {

    private static final Instant NOW = Instant.EPOCH;

    private static final Duration COST = Duration.ofSeconds(1);

    private final Map<String, TrackedKey> keys = new TreeMap<>();

    @Test
    void theHottestArePlannedAsManyAsThereIsTimeFor() {
        expiring(Duration.ofSeconds(10), 40, 10, 30, 20);
        // A second of load for each 7.75 s: a ttl less a sweep and two loads.
        assertThat(affordable(deadlines(1, 0.13), 1)).containsExactly("40");
        assertThat(affordable(deadlines(1, 0.26), 1)).containsExactly("40", "30");
        assertThat(affordable(deadlines(3, 0.13), 1)).containsExactly("40", "30", "20");
    }

    @Test
    void atLeastOneIsPlanned() {
        expiring(Duration.ofSeconds(10), 2, 1);
        assertThat(affordable(deadlines(1, 0.01), 1)).containsExactly("2");
    }

    @Test
    void aKeyTakesOneThreadAtMostHoweverSlowItIs() {
        expiring(Duration.ofMillis(500), 3);
        expiring(Duration.ofSeconds(10), 2);
        // One load of a key at a time: a second of each 0.25 is not four threads.
        assertThat(affordable(deadlines(2, 0.6), 1)).containsExactly("3", "2");
    }

    @Test
    void whatThereIsNoTimeForDoesNotKeepOthersOut() {
        expiring(Duration.ofMillis(500), 3);
        expiring(Duration.ofSeconds(10), 2, 1);
        assertThat(affordable(deadlines(1, 0.26), 1)).containsExactly("2", "1");
    }

    @Test
    void aCacheThatBoundsItsLoadsTakesNoMoreThreadsThanThat() {
        Policy bounded = Policy
            .resolve(PolicyLayer.from(SettingSource.properties("test")).with(MAX_CONCURRENT_LOADS, 1));
        for (int i = 9; i > 6; i--) {
            TrackedKey key = new TrackedKey(new CacheKey("bounded", String.valueOf(i)));
            key.updateRank(0, i, Fleet.RULE);
            key.read(new Request(key.key(), bounded, new StringCodec(), () -> "unused"),
                    entry(NOW, NOW.plusMillis(1500)));
            this.keys.put(key.key().text(), key);
        }
        expiring(Duration.ofSeconds(10), 2, 1);
        assertThat(affordable(deadlines(4, 0.5), 1)).containsExactly("9", "2", "1");
        assertThat(affordable(deadlines(4, 0.5), 2)).containsExactly("9", "8", "2", "1");
    }

    @Test
    void whatIsSortedDoesNotChangeMeanwhile() {
        expiring(Duration.ofSeconds(10), 3, 2, 1);
        Map<TrackedKey, Integer> looks = new HashMap<>();
        WeightedKey.heaviestFirst(this.keys.values(), (key) -> looks.merge(key, 1, Integer::sum));
        assertThat(looks.values()).containsOnly(1);
    }

    @Test
    void aKeyOfUnknownValueTakesNoTime() {
        expiring(Duration.ofSeconds(10), 3, 2);
        this.keys.put("1", scored("1", 1));
        assertThat(affordable(deadlines(1, 0.26), 1)).containsExactly("3", "2", "1");
    }

    @Test
    void aValueServesHalfItsLifeHoweverFarAheadItIsReplaced() {
        expiring(Duration.ofSeconds(10), 3, 2, 1);
        HotKeyDeadlines deadlines = new HotKeyDeadlines(settings(1, 0.41),
                (cache) -> new HotKeyRule(true, 10, 0.1, Duration.ofSeconds(9)));
        assertThat(affordable(deadlines, 1)).containsExactly("3", "2");
    }

    @Test
    void ofThreeOrMoreInstancesOneIsLeftOut() {
        expiring(Duration.ofSeconds(10), 9, 8, 7, 6, 5, 4, 3, 2, 1);
        HotKeyDeadlines deadlines = deadlines(1, 0.26);
        assertThat(affordable(deadlines, 1)).hasSize(2);
        assertThat(affordable(deadlines, 2)).hasSize(4);
        assertThat(affordable(deadlines, 3)).hasSize(4);
        assertThat(affordable(deadlines, 4)).hasSize(6);
    }

    @Test
    void whatIsPlannedStaysUntilOthersAreClearlyHotter() {
        expiring(Duration.ofSeconds(10), 40, 30, 20);
        HotKeyDeadlines deadlines = deadlines(1, 0.26);
        assertThat(affordable(deadlines, 1)).containsExactly("40", "30");
        key("20").updateRank(0, 44, Fleet.RULE);
        assertThat(affordable(deadlines, 1)).containsExactly("40", "30");
        key("20").updateRank(0, 46, Fleet.RULE);
        assertThat(affordable(deadlines, 1)).containsExactly("40", "20");
        key("30").updateRank(0, 44, Fleet.RULE);
        assertThat(affordable(deadlines, 1)).containsExactlyInAnyOrder("40", "20");
    }

    @Test
    void aKeyBeginsByASweepAndTwiceItsLoadBeforeItExpires() {
        expiring(Duration.ofSeconds(10), 1);
        assertThat(due(deadlines(1, 1), NOW.plusMillis(7749))).isEmpty();
        assertThat(due(deadlines(1, 1), NOW.plusMillis(7750))).containsExactly("1");
    }

    @Test
    void aConfiguredTimeAheadReplacesThat() {
        expiring(Duration.ofSeconds(10), 1);
        HotKeyDeadlines deadlines = new HotKeyDeadlines(settings(1, 1),
                (cache) -> new HotKeyRule(true, 10, 0.1, Duration.ofSeconds(4)));
        assertThat(due(deadlines, NOW.plusMillis(5999))).isEmpty();
        assertThat(due(deadlines, NOW.plusMillis(6000))).containsExactly("1");
    }

    @Test
    void nothingBeginsInTheFirstHalf() {
        expiring(Duration.ofSeconds(4), 1);
        assertThat(due(deadlines(1, 1), NOW.plusMillis(1999))).isEmpty();
        assertThat(due(deadlines(1, 1), NOW.plusMillis(2000))).containsExactly("1");
    }

    @Test
    void aCrowdBeginsByTheTimeThatAllOfItTakes() {
        expiring(Duration.ofSeconds(100), 5, 4, 3, 2, 1);
        // The last has four loads before it: four seconds by one thread, two by two.
        assertThat(due(deadlines(1, 1), NOW.plusMillis(93_749))).isEmpty();
        assertThat(due(deadlines(1, 1), NOW.plusMillis(93_750))).hasSize(5);
        assertThat(due(deadlines(2, 1), NOW.plusMillis(95_749))).isEmpty();
        assertThat(due(deadlines(2, 1), NOW.plusMillis(95_750))).hasSize(5);
    }

    @Test
    void aCrowdBeginsWithTheFirstToExpire() {
        for (int i = 0; i < 5; i++) {
            expiring(Duration.ofMillis(100_000 + 500 * i), 8 - i);
        }
        expiring(Duration.ofSeconds(300), 9);
        assertThat(due(deadlines(1, 1), NOW.plusMillis(95_749))).isEmpty();
        assertThat(due(deadlines(1, 1), NOW.plusMillis(95_750))).containsExactly("8", "7", "6", "5", "4");
    }

    @Test
    void noneOfACrowdBeginsInItsFirstHalf() {
        expiring(Duration.ofSeconds(20), 2);
        add("1", 1, NOW.plusSeconds(16), NOW.plusSeconds(19));
        // Behind a load of the other, the first needs 3.25 s; the other is just new.
        assertThat(due(deadlines(1, 1), NOW.plusMillis(16_750))).containsExactly("2");
        assertThat(due(deadlines(1, 1), NOW.plusMillis(17_500))).containsExactly("1", "2");
    }

    @Test
    void ofThreeInstancesTwoAreExpectedToReplaceACrowd() {
        expiring(Duration.ofSeconds(100), 5, 4, 3, 2, 1);
        HotKeyDeadlines deadlines = deadlines(1, 1);
        List<Plan> plans = deadlines.plan(List.copyOf(this.keys.values()), 3, NOW.plusMillis(95_750));
        assertThat(plans).hasSize(5).allMatch(Plan::isDue);
    }

    /**
     * The longest times that a header can hold: nobody's load, but somebody may write
     * them.
     */
    @Test
    void timesOfMoreNanosecondsThanALongHoldsArePlannedLikeOthers() {
        Instant farthest = Instant.ofEpochMilli((1L << 53) - 1);
        Duration longest = Duration.of((1L << 53) - 1, ChronoUnit.MICROS);
        int score = 9;
        for (Instant loaded : List.of(Instant.EPOCH, farthest)) {
            for (Instant freshUntil : List.of(Instant.EPOCH, farthest)) {
                for (Duration cost : List.of(Duration.ZERO, longest)) {
                    TrackedKey key = scored("far" + score, score++);
                    key.observe(new Entry(loaded, freshUntil, cost, null, Entry.Kind.VALUE, Payload.ofNull()));
                    this.keys.put(key.key().text(), key);
                    assertThat(EarlyRefresh.of(Policy.resolve(PolicyLayer.from(SettingSource.annotation("test"))
                        .with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE)), key.times(), 5).beta()).isNotNegative();
                }
            }
        }
        add("near", 1, NOW, NOW.plusSeconds(1));
        HotKeyDeadlines deadlines = deadlines(100, 1);
        assertThat(affordable(deadlines, 1)).contains("near");
        assertThat(due(deadlines, NOW.plusMillis(900))).contains("near");
    }

    private static HotKeyDeadlines deadlines(int maxConcurrent, double loadShare) {
        return new HotKeyDeadlines(settings(maxConcurrent, loadShare), (cache) -> Fleet.RULE);
    }

    private static HotKeySettings settings(int maxConcurrent, double loadShare) {
        return new HotKeySettings(100, Duration.ofMillis(250), Duration.ofMinutes(1), maxConcurrent, 100, loadShare);
    }

    /** Adds keys that were loaded now, each named by its score. */
    private void expiring(Duration ttl, int... scores) {
        for (int score : scores) {
            add(String.valueOf(score), score, NOW, NOW.plus(ttl));
        }
    }

    private void add(String name, int score, Instant loaded, Instant freshUntil) {
        TrackedKey key = scored(name, score);
        key.observe(entry(loaded, freshUntil));
        this.keys.put(name, key);
    }

    private static Entry entry(Instant loaded, Instant freshUntil) {
        return new Entry(loaded.minus(COST), freshUntil, COST, null, Entry.Kind.VALUE, Payload.of(new byte[] { 1 }));
    }

    private static TrackedKey scored(String name, double score) {
        TrackedKey key = new TrackedKey(new CacheKey("totals", name));
        key.updateRank(0, score, Fleet.RULE);
        return key;
    }

    private TrackedKey key(String name) {
        TrackedKey key = this.keys.get(name);
        assertThat(key).isNotNull();
        return key;
    }

    private List<String> affordable(HotKeyDeadlines deadlines, int instances) {
        return names(deadlines.affordable(List.copyOf(this.keys.values()), instances));
    }

    private List<String> due(HotKeyDeadlines deadlines, Instant now) {
        return names(deadlines.plan(List.copyOf(this.keys.values()), 1, now)
            .stream()
            .filter(Plan::isDue)
            .map(Plan::key)
            .toList());
    }

    private static List<String> names(Iterable<TrackedKey> keys) {
        List<String> names = new ArrayList<>();
        keys.forEach((key) -> names.add(key.key().text()));
        return names;
    }

}
