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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AsyncThreadsTests {

    private static final ClassLoader LOADER = AsyncThreadsTests.class.getClassLoader();

    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    @Test
    void stepsWaitForOneOfTheThreads() throws Exception {
        AsyncThreads threads = new AsyncThreads(1, false, LOADER);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> {
            await(end);
            return Thread.currentThread().getName();
        }, threads);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(),
                threads);
        assertThat(second).isNotDone();
        end.countDown();
        assertThat(first.get()).isEqualTo("stampede-safe-async-1");
        assertThat(second.get()).isEqualTo("stampede-safe-async-1");
        threads.destroy();
    }

    @Test
    void threadsHaveNothingOfTheCallerThatStartsThem() {
        AsyncThreads threads = new AsyncThreads(1, false, LOADER);
        TENANT.set("acme");
        try {
            assertThat(CompletableFuture.supplyAsync(TENANT::get, threads).join()).isNull();
        }
        finally {
            TENANT.remove();
            threads.destroy();
        }
    }

    @Test
    void waitsEndOrAreCancelled() {
        AsyncThreads threads = new AsyncThreads(1, false, LOADER);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        threads.after(Duration.ofHours(1), () -> cancelled.complete(null)).run();
        threads.after(Duration.ofMillis(1), () -> over.complete(null));
        assertThat(over).succeedsWithin(Duration.ofSeconds(30));
        assertThat(cancelled).isNotDone();
        threads.destroy();
    }

    @Test
    void nothingRunsAfterTheEnd() {
        AsyncThreads threads = new AsyncThreads(1, false, LOADER);
        threads.destroy();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.execute(() -> {
        }));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aBlockedStepKeepsNoOtherFromAVirtualThread() throws Exception {
        AsyncThreads threads = new AsyncThreads(1, true, LOADER);
        CountDownLatch end = new CountDownLatch(1);
        threads.execute(() -> await(end));
        Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, threads).join();
        assertThat(thread.getName()).startsWith("stampede-safe-async-");
        assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        end.countDown();
        threads.destroy();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
