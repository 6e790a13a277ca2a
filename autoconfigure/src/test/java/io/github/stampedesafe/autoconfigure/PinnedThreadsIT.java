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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Virtual threads that call cached methods give their carrier up when they wait. */
@EnabledForJreRange(min = JRE.JAVA_25,
        disabledReason = "Before Java 24 a virtual thread that waits inside of synchronized is pinned")
class PinnedThreadsIT {

    private static final int CALLERS = 500;

    @Test
    void noCallPinsAVirtualThread(@TempDir Path directory) throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run("--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port(),
                            "--spring.threads.virtual.enabled=true");
                Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.enable("jdk.VirtualThreadStart");
            Products products = context.getBean(Products.class);
            ExecutorService callers = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
                .invoke(null);
            // A thread that loads a class is pinned by the JVM, once.
            call(products, "first", callers);
            call(products, "second", callers);
            recording.start();
            callers.submit(() -> Class.forName(Pinning.class.getName())).get(60, TimeUnit.SECONDS);
            call(products, "p", callers);
            callers.shutdown();
            recording.stop();
            Path file = directory.resolve("threads.jfr");
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            assertThat(events).filteredOn("eventType.name", "jdk.VirtualThreadStart").hasSizeGreaterThan(CALLERS);
            List<String> pinned = events.stream()
                .filter((event) -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .map((event) -> String.valueOf(event.getStackTrace()))
                .toList();
            assertThat(pinned).as("pinning is seen").anyMatch((stack) -> stack.contains("Pinning"));
            assertThat(pinned).filteredOn((stack) -> !stack.contains("Pinning"))
                .noneMatch((stack) -> stack.contains("stampedesafe"));
        }
    }

    private static void call(Products products, String prefix, ExecutorService callers) throws Exception {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String id = prefix + i % 50;
            calls.add(CompletableFuture.supplyAsync(() -> products.product(id), callers));
            calls.add(CompletableFuture.supplyAsync(() -> products.later(id).join(), callers));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** Pins the virtual thread that initializes it. */
    static final class Pinning {

        static {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }

        private Pinning() {
        }

    }

    static class Products {

        @StampedeSafeCacheable("plain")
        public String product(String id) {
            return later(id).join();
        }

        @StampedeSafeCacheable("later")
        public CompletableFuture<String> later(String id) {
            return new CompletableFuture<String>().completeOnTimeout(id, 20, TimeUnit.MILLISECONDS);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Products.class)
    static class Application {

    }

}
