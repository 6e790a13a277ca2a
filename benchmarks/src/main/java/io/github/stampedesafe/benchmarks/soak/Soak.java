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
import java.lang.management.ManagementFactory;
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
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Three instances in this process, one Redis, 24 callers: items come and go, are changed
 * and evicted, the cache is cleared, Redis is frozen and killed. Another cache holds near
 * copies of the newest keys. Fails if heap, threads, connections or keys grow, if a call
 * fails or hangs, or if one gets a value that an earlier change had replaced.
 */
public final class Soak {

    private static final int INSTANCES = 3;

    private static final int SAMPLES = 80;

    private final RedisProcess redis;

    private final Calm calm;

    private final Callers callers;

    private final long start = System.nanoTime();

    private Soak(RedisProcess redis, Calm calm, Callers callers) {
        this.redis = redis;
        this.calm = calm;
        this.callers = callers;
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
            Callers callers = new Callers(instances, registers, calm);
            Troubles troubles = new Troubles(redis, calm);
            try {
                List<Sample> samples = new Soak(redis, calm, callers).samples(length);
                return new SoakResults(date, Machine.description(), INSTANCES, length.toMinutes(),
                        Gates.broken(samples), samples);
            }
            finally {
                troubles.stop();
                callers.stop();
                contexts.forEach(ConfigurableApplicationContext::close);
            }
        }
    }

    private List<Sample> samples(Duration length) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 1; i <= SAMPLES; i++) {
            long due = this.start + length.toNanos() / SAMPLES * i;
            while (System.nanoTime() < due || !this.calm.since(System.nanoTime())) {
                Thread.sleep(50);
            }
            Sample sample = sample();
            System.out.println(sample);
            samples.add(sample);
        }
        return samples;
    }

    private Sample sample() {
        Callers.Counts counts = this.callers.counts();
        if (!counts.example().isEmpty()) {
            System.out.println(counts.example());
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            int connections = (int) console.send("CLIENT", "LIST").toString().lines().count() - 1;
            long keys = Long.parseLong(console.send("DBSIZE").toString());
            return new Sample(Duration.ofNanos(System.nanoTime() - this.start).toSeconds(), heap,
                    ManagementFactory.getThreadMXBean().getThreadCount(), connections, keys, counts.calls(),
                    counts.loads(), counts.stale(), counts.staleInTrouble(), counts.failures(), counts.slowestMillis());
        }
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
