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

package io.github.stampedesafe.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.github.stampedesafe.benchmarks.Machine;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Three instances in this process, one Redis, 24 callers: items come and go, are changed
 * and evicted, the cache is cleared, Redis is frozen and killed. Another cache holds near
 * copies of the newest keys. After each quarter of the time the callers rest, so that
 * what is left can be counted. Fails if heap, threads, connections or keys grow, if a
 * call fails or hangs, or if one gets a value that an earlier change had replaced.
 */
public final class Soak {

    private static final int INSTANCES = 3;

    private static final int ROUNDS = 4;

    private static final int SAMPLES_PER_ROUND = 20;

    private final Calm calm;

    private final Probe probe;

    private final Callers callers;

    private final Troubles troubles;

    private final List<Sample> samples = new ArrayList<>();

    private final List<Rest> rests = new ArrayList<>();

    private Soak(RedisProcess redis, Calm calm, Callers callers) {
        this.calm = calm;
        this.probe = new Probe(redis);
        this.callers = callers;
        this.troubles = new Troubles(redis, calm);
    }

    /**
     * Runs the soak and writes {@code benchmarks/results/soak.json}, or another file.
     * @param arguments how long, ten minutes if left out; and the file
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Duration length = (arguments.length > 0) ? DurationStyle.detectAndParse(arguments[0]) : Duration.ofMinutes(10);
        Path file = Path.of((arguments.length > 1) ? arguments[1] : "benchmarks/results/soak.json");
        SoakResults results = run(length);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, results.json() + "\n");
        System.out.println("Raw results: " + file);
        results.broken().forEach(System.err::println);
        System.exit(results.broken().isEmpty() ? 0 : 1);
    }

    static SoakResults run(Duration length) throws InterruptedException {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Calm calm = new Calm();
        Registers registers = new Registers();
        List<ConfigurableApplicationContext> contexts = new ArrayList<>();
        try (RedisProcess redis = RedisProcess.start()) {
            IntStream.range(0, INSTANCES).forEach((i) -> contexts.add(instance(redis, registers, calm)));
            List<Items> instances = contexts.stream().map((context) -> context.getBean(Items.class)).toList();
            instances.forEach(Soak::useAllConnections);
            Soak soak = new Soak(redis, calm, new Callers(instances, registers, calm));
            try {
                soak.measure(length);
            }
            finally {
                soak.stop();
                contexts.forEach(ConfigurableApplicationContext::close);
            }
            List<String> broken = new ArrayList<>(Gates.broken(soak.samples, INSTANCES));
            broken.addAll(Gates.brokenAtRest(soak.rests));
            return new SoakResults(date, Machine.description(), INSTANCES, length.toMinutes(), broken, soak.samples,
                    soak.rests);
        }
    }

    /** Lets an instance open what it opens when first needed. */
    private static void useAllConnections(Items instance) {
        instance.cleared();
        instance.item(0);
        instance.name(0);
    }

    private void measure(Duration length) throws InterruptedException {
        rest();
        long nanos = length.toNanos() / (ROUNDS * SAMPLES_PER_ROUND);
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int i = 1; i <= SAMPLES_PER_ROUND; i++) {
                sample(begin + nanos * i);
            }
            rest();
        }
    }

    private void sample(long due) throws InterruptedException {
        while (System.nanoTime() < due) {
            Thread.sleep(50);
        }
        pauseTroubles();
        Callers.Counts counts = this.callers.counts();
        if (!counts.example().isEmpty()) {
            System.out.println(counts.example());
        }
        Sample sample = this.probe.sample(counts);
        this.troubles.resume();
        System.out.println(sample);
        this.samples.add(sample);
    }

    private void rest() throws InterruptedException {
        pauseTroubles();
        this.callers.pause();
        try {
            Rest rest = this.probe.rest();
            System.out.println(rest);
            this.rests.add(rest);
        }
        finally {
            this.callers.resume();
            this.troubles.resume();
        }
    }

    /** Waits for the end of one that lasts. */
    private void pauseTroubles() throws InterruptedException {
        this.troubles.pause();
        while (!this.calm.since(System.nanoTime())) {
            Thread.sleep(50);
        }
    }

    private void stop() throws InterruptedException {
        this.troubles.stop();
        this.callers.stop();
    }

    private static ConfigurableApplicationContext instance(RedisProcess redis, Registers registers, Calm calm) {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .properties("spring.application.name=soak", "spring.main.banner-mode=off", "logging.level.root=error",
                    "spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port(),
                    "stampede-safe.caches.items.ttl=2s", "stampede-safe.caches.items.stale-while-revalidate=1s",
                    "stampede-safe.caches.names.ttl=10s", "stampede-safe.caches.names.near-cache=all",
                    "stampede-safe.caches.names.near-cache-size=1000")
            .initializers((GenericApplicationContext application) -> {
                application.registerBean(Items.class, () -> new Items(registers));
                application.registerBean(Calm.class, () -> calm);
            })
            .run();
    }

    @EnableAutoConfiguration
    static class Application {

    }

}
