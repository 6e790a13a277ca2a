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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * BlockHound watches the threads of Reactor and of Netty, those of Lettuce and Redisson
 * included, in a process of its own: it rewrites classes of the JDK.
 */
class NonBlockingThreadsIT {

    private static final int KEYS = 20;

    @Test
    void noCallBlocksAThreadThatMustNot() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            List<String> lines = run(redis);
            assertThat(lines).contains("BlockHound is at work", "values " + KEYS * 6)
                .noneMatch((line) -> line.startsWith("blocked"));
        }
    }

    private static List<String> run(RedisProcess redis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+AllowRedefinitionToAddDeleteMethods", "-Djdk.attach.allowAttachSelf=true",
                "-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("java.class.path"), Watched.class.getName(),
                redis.host(), String.valueOf(redis.port()))
            .redirectErrorStream(true)
            .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    /** The watched process. */
    static final class Watched {

        private static final Set<String> BLOCKED = new ConcurrentSkipListSet<>();

        private Watched() {
        }

        public static void main(String[] args) {
            BlockHound.builder()
                .loadIntegrations()
                // A step may find the lock of its executor taken for a moment, and an
                // idle
                // thread waits for work.
                .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "addWorker")
                .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "getTask")
                .blockingMethodCallback((method) -> BLOCKED.add("blocked " + method + " " + caller()))
                .install();
            Mono.fromRunnable(Watched::sleep).subscribeOn(Schedulers.parallel()).block();
            if (!BLOCKED.isEmpty()) {
                System.out.println("BlockHound is at work");
            }
            BLOCKED.clear();
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.data.redis.host=" + args[0], "--spring.data.redis.port=" + args[1])) {
                System.out.println("values " + values(context.getBean(Products.class)));
            }
            BLOCKED.forEach(System.out::println);
            System.exit(0);
        }

        /**
         * Misses, hits, puts and evicts, of one key and of several, all from threads that
         * must not block.
         */
        private static long values(Products products) {
            Mono<Long> loads = each(products::product);
            Mono<Long> hits = each(products::product);
            Mono<Long> puts = each(products::save);
            Mono<Long> evicts = each(products::delete);
            Mono<Long> several = each((id) -> products.products(List.of(id, "common")).map((found) -> id));
            Mono<Long> streams = each((id) -> products.stream(List.of(id, "common")).last());
            return Objects.requireNonNull(Flux.concat(loads, hits, puts, evicts, several, streams)
                .reduce(Long::sum)
                .block(Duration.ofSeconds(60)));
        }

        private static Mono<Long> each(Function<String, Mono<String>> call) {
            return Flux.range(0, KEYS)
                .flatMap((number) -> Mono.defer(() -> call.apply("p" + number)).subscribeOn(Schedulers.parallel()))
                .count();
        }

        private static void sleep() {
            try {
                Thread.sleep(1);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private static List<String> caller() {
            List<String> frames = new ArrayList<>();
            for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
                frames.add(frame.toString());
            }
            return frames;
        }

    }

    static class Products {

        @StampedeSafeCacheable("products")
        public Mono<String> product(String id) {
            return Mono.delay(Duration.ofMillis(20)).thenReturn(id);
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids")
        public Mono<Map<String, String>> products(List<String> ids) {
            return Mono.delay(Duration.ofMillis(20))
                .thenReturn(ids.stream().collect(Collectors.toMap((id) -> id, (id) -> id)));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "#result")
        public Flux<String> stream(List<String> ids) {
            return Flux.fromIterable(ids).delayElements(Duration.ofMillis(1));
        }

        @StampedeSafeCachePut("products")
        public Mono<String> save(String id) {
            return Mono.delay(Duration.ofMillis(1)).thenReturn(id);
        }

        @StampedeSafeCacheEvict("products")
        public Mono<String> delete(String id) {
            return Mono.delay(Duration.ofMillis(1)).thenReturn(id);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Products.class)
    static class Application {

    }

}
