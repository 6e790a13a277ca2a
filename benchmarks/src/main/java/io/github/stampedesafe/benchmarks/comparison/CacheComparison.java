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

package io.github.stampedesafe.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import io.github.stampedesafe.benchmarks.Machine;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Compares this library with other ways to cache under stampedes: each peer as several
 * real processes over one private Redis. {@link Plan} says what the command line may
 * hold. Writes the raw results as JSON and prints each figure as it is measured.
 */
public final class CacheComparison {

    private final Plan plan;

    private final Results results;

    private CacheComparison(Plan plan) {
        this.plan = plan;
        this.results = Results.empty(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Machine.description(),
                plan);
    }

    /**
     * Runs the comparison, for some 29 minutes; with {@code --quick} for some three.
     */
    public static void main(String[] arguments) throws IOException {
        Plan plan;
        try {
            plan = Plan.of(arguments);
        }
        catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        Results results = measure(plan);
        Path output = Path.of(plan.output());
        if (output.getParent() != null) {
            Files.createDirectories(output.getParent());
        }
        Files.writeString(output, results.json() + "\n");
        System.out.println("Raw results: " + output);
        System.exit(0);
    }

    /** Measures all that a plan asks for. */
    static Results measure(Plan plan) {
        CacheComparison comparison = new CacheComparison(plan);
        try (RedisProcess redis = RedisProcess.start(); SourceServer source = new SourceServer()) {
            SharedClasses classes = SharedClasses.of(PeerKind.OURS, redis.port(), source);
            plan.peers().forEach((peer) -> comparison.measure(peer, redis, source, classes));
        }
        return comparison.results;
    }

    private void measure(PeerKind peer, RedisProcess redis, SourceServer source, SharedClasses classes) {
        System.out.printf("%n%s (%s)%n", peer.title(), peer.version());
        try (Scene scene = new Scene(redis, source,
                () -> Fleet.start(peer, this.plan.processes(), this.plan.callers(), redis.port(), source, classes))) {
            for (int run = 1; run <= this.plan.runs(); run++) {
                for (Scenario scenario : this.plan.scenarios()) {
                    if (!this.results.isNotApplicable(peer, scenario)) {
                        measure(peer, scenario, scene);
                    }
                }
            }
        }
    }

    private void measure(PeerKind peer, Scenario scenario, Scene scene) {
        try {
            Figures figures = scene.play(scenario);
            this.results.add(peer, scenario, figures);
            print(scenario, figures);
        }
        catch (NotApplicableException ex) {
            this.results.note(peer, scenario, String.valueOf(ex.getMessage()));
            System.out.printf("  %-14s not applicable: %s%n", scenario.id(), ex.getMessage());
        }
        catch (RuntimeException ex) {
            String reason = String.valueOf(ex.getMessage()).lines().findFirst().orElse("");
            this.results.note(peer, scenario, reason);
            System.out.printf("  %-14s broke off: %s%n", scenario.id(), ex.getMessage());
            scene.recover();
        }
    }

    private static void print(Scenario scenario, Figures figures) {
        System.out.printf(Locale.ROOT,
                "  %-14s %5d loads, peak %3d, p50 %8.1f ms, p99 %8.1f ms, max %8.1f ms, %6d commands, %4d stale, "
                        + "%4d errors, %5d calls%n",
                scenario.id(), figures.loads(), figures.peak(), figures.p50(), figures.p99(), figures.max(),
                figures.commands(), figures.stale(), figures.errors(), figures.callers());
    }

}
