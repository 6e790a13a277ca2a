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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.StampedeSafeCaches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LifecycleTests {

    private final ApplicationContextRunner runner = Contexts.inUse();

    @Test
    void theContextStartsSoonWhileRedisIsDownAndMethodsWork() {
        this.runner.run((context) -> assertThat(context).hasNotFailed());
        long start = System.nanoTime();
        this.runner.run((context) -> {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(context).hasNotFailed();
            assertThat(
                    context.getBean(StampedeSafeCaches.class).cache("totals").get("DE", String.class, () -> "loaded"))
                .isEqualTo("loaded");
        });
    }

    @Test
    void noThreadIsLeftWhenTheContextIsClosed() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        this.runner.run((context) -> {
            assertThat(context).hasNotFailed();
            assertThat(ours(before)).contains("stampede-safe-timer-1", "stampede-safe-timer-2",
                    "stampede-safe-signals");
        });
        await().untilAsserted(() -> assertThat(ours(before)).isEmpty());
    }

    @Test
    void noThreadIsLeftWhenTheStartFails() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        this.runner.withBean("failing", Object.class, () -> {
            throw new IllegalStateException("Expected");
        }).run((context) -> assertThat(context).hasFailed());
        await().untilAsserted(() -> assertThat(ours(before)).isEmpty());
    }

    @Test
    void aStoppedContextCanBeStartedAgain() {
        this.runner.run((context) -> {
            BackgroundTasks tasks = context.getBean(BackgroundTasks.class);
            context.getSourceApplicationContext().stop();
            assertThat(tasks.isRunning()).isFalse();
            context.getSourceApplicationContext().start();
            assertThat(tasks.isRunning()).isTrue();
        });
    }

    @Test
    void autoConfigurationsNamedByAStringExist() {
        AutoConfiguration annotation = AnnotatedElementUtils.findMergedAnnotation(StampedeSafeAutoConfiguration.class,
                AutoConfiguration.class);
        assertThat(annotation).isNotNull();
        assertThat(List.of(annotation.afterName())).filteredOn((name) -> !name.startsWith("org.redisson."))
            .hasSize(2)
            .allSatisfy((name) -> assertThat(ClassUtils.isPresent(name, null)).as(name).isTrue());
    }

    /** Names of the threads that came since and are not the test's. */
    private static Set<String> ours(Set<Thread> before) {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter((thread) -> !before.contains(thread))
            .map(Thread::getName)
            .filter((name) -> name.startsWith("stampede-safe") || name.startsWith("redisson")
                    || name.startsWith("lettuce"))
            .collect(Collectors.toSet());
    }

}
