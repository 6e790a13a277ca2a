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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.github.stampedesafe.benchmarks.KeySimulation.Tally;
import io.github.stampedesafe.benchmarks.Traffic.Knowledge;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.EARLY_EXPIRATION;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.TARGET_WAIT_RATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;

/**
 * Compares early expiration with a fixed beta and with a beta of each key's own: how
 * often a key is loaded, and how many readers wait for a load. Everything is simulated in
 * virtual time and drawn from seeds, so that the same tables come out everywhere.
 */
public final class EarlyExpirationComparison {

    private static final long MOST_READS = 500_000;

    private static final int LIVES = 300;

    private static final int KEYS = 5_000;

    private static final Map<String, PolicyLayer> CONTESTANTS = contestants();

    private EarlyExpirationComparison() {
    }

    /** Runs the comparison, for some minutes; {@code keys} or {@code zipf} one half. */
    public static void main(String[] arguments) {
        List<String> parts = (arguments.length > 0) ? List.of(arguments) : List.of("keys", "zipf");
        if (parts.contains("keys")) {
            singleKeys();
        }
        if (parts.contains("zipf")) {
            mixtures();
        }
    }

    private static void singleKeys() {
        System.out.printf("One key, loads an hour / waiting readers an hour%n%n");
        header("reads/s | cost | ttl");
        for (Duration ttl : List.of(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(10))) {
            for (Duration cost : List.of(Duration.ofMillis(10), Duration.ofMillis(300), Duration.ofSeconds(5))) {
                for (double rate : new double[] { 0.01, 0.1, 1, 10, 100, 1_000, 12_000 }) {
                    if (cost.compareTo(ttl) < 0) {
                        row("%s | %s | %s".formatted(number(rate), text(cost), text(ttl)),
                                (policy) -> live(Traffic.steady(rate, cost), policy, ttl, LIVES, 1));
                    }
                }
            }
        }
    }

    private static void mixtures() {
        System.out.printf("%n5,000 keys, read as Zipf's law has it (exponent 1), loads an hour / waiting readers an "
                + "hour%n%n");
        header("reads/s in all | cost | ttl | rate known | cost varies");
        Duration minute = Duration.ofMinutes(1);
        for (Duration cost : List.of(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(2))) {
            mixture(2_000, cost, minute, Knowledge.EXACT, 0);
        }
        Duration cost = Duration.ofMillis(200);
        mixture(2_000, cost, Duration.ofMinutes(10), Knowledge.EXACT, 0);
        mixture(20_000, cost, minute, Knowledge.EXACT, 0);
        mixture(2_000, cost, minute, Knowledge.NOISY, 0);
        mixture(2_000, cost, minute, Knowledge.LATE, 0);
        mixture(2_000, cost, minute, Knowledge.EXACT, 0.3);
    }

    private static void mixture(double rate, Duration cost, Duration ttl, Knowledge knowledge, double spread) {
        double sum = 0;
        for (int rank = 1; rank <= KEYS; rank++) {
            sum += 1.0 / rank;
        }
        double first = rate / sum;
        row("%s | %s | %s | %s | %s".formatted(number(rate), text(cost), text(ttl),
                knowledge.name().toLowerCase(Locale.ROOT), number(spread)), (policy) -> {
                    Result all = new Result(0, 0);
                    for (int rank = 1; rank <= KEYS; rank++) {
                        Traffic traffic = new Traffic(first / rank, cost, knowledge, spread);
                        all = all.plus(live(traffic, policy, ttl, 20, rank));
                    }
                    return all;
                });
    }

    private static Result live(Traffic traffic, PolicyLayer rules, Duration ttl, int lives, long seed) {
        Policy policy = Policy.resolve(rules.with(TTL, ttl).with(JITTER, 0.0));
        Duration readsApart = Duration.ofNanos((long) (1e9 / traffic.rate()));
        Duration life = ttl.plus(traffic.cost()).plus(readsApart);
        Tally tally = new KeySimulation(traffic, policy, seed).live(life.multipliedBy(lives), MOST_READS);
        return new Result(tally.loadsPerHour(), tally.waitingPerHour());
    }

    private static Map<String, PolicyLayer> contestants() {
        Map<String, PolicyLayer> all = new LinkedHashMap<>();
        for (String beta : List.of("0", "0.5", "1", "2")) {
            all.put("beta " + beta, rules().with(BETA, Double.parseDouble(beta)));
        }
        for (String rate : List.of("0.01", "0.001", "0.0001")) {
            all.put("adaptive " + rate,
                    rules().with(BETA, 1.0)
                        .with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE)
                        .with(TARGET_WAIT_RATE, Double.parseDouble(rate)));
        }
        return all;
    }

    private static PolicyLayer rules() {
        return PolicyLayer.from(SettingSource.properties("comparison"));
    }

    private static void header(String first) {
        System.out.printf("| %s | %s |%n", first, String.join(" | ", CONTESTANTS.keySet()));
        long columns = first.chars().filter((character) -> character == '|').count() + 1 + CONTESTANTS.size();
        System.out.printf("|%s%n", "---|".repeat((int) columns));
    }

    private static void row(String first, Function<PolicyLayer, Result> simulation) {
        StringBuilder row = new StringBuilder("| " + first + " |");
        CONTESTANTS.values().forEach((rules) -> row.append(' ').append(simulation.apply(rules)).append(" |"));
        System.out.println(row);
    }

    private static String text(Duration duration) {
        return (duration.toMillis() < 1000) ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
    }

    private static String number(double number) {
        return (number == (long) number) ? String.format(Locale.ROOT, "%,d", (long) number) : Double.toString(number);
    }

    private record Result(double loadsPerHour, double waitingPerHour) {

        Result plus(Result other) {
            return new Result(this.loadsPerHour + other.loadsPerHour, this.waitingPerHour + other.waitingPerHour);
        }

        @Override
        public String toString() {
            return rounded(this.loadsPerHour) + " / " + rounded(this.waitingPerHour);
        }

        private static String rounded(double number) {
            return String.format(Locale.ROOT, (number > 0 && number < 10) ? "%.1f" : "%,.0f", number);
        }

    }

}
