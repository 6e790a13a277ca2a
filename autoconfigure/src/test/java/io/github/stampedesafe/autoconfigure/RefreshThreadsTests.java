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

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class RefreshThreadsTests {

    private static final ClassLoader LOADER = RefreshThreadsTests.class.getClassLoader();

    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    @Test
    void asManyRunAtOneTimeAsAllowed() throws Exception {
        RefreshThreads threads = new RefreshThreads(2, false, LOADER);
        CountDownLatch end = new CountDownLatch(1);
        threads.execute(() -> hang(end));
        threads.execute(() -> hang(end));
        threads.execute(() -> hang(end));
        assertThat(threads.getActiveCount()).isEqualTo(2);
        end.countDown();
        threads.destroy();
    }

    @Test
    void nothingRunsAfterTheEnd() throws Exception {
        RefreshThreads threads = new RefreshThreads(1, false, LOADER);
        threads.destroy();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.execute(() -> {
        }));
    }

    @Test
    void threadsAreNamedAndDoNotKeepTheApplicationAlive() throws Exception {
        RefreshThreads threads = new RefreshThreads(1, false, LOADER);
        Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, threads).join();
        assertThat(thread.getName()).isEqualTo("stampede-safe-refresh-1");
        assertThat(thread.isDaemon()).isTrue();
        threads.destroy();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsAreNamedToo() throws Exception {
        RefreshThreads threads = new RefreshThreads(1, true, LOADER);
        Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, threads).join();
        assertThat(thread.getName()).isEqualTo("stampede-safe-refresh-0");
        assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        threads.destroy();
    }

    @Test
    void whatRunsAtTheEndIsInterruptedAndWhatWaitsIsForgotten() throws Exception {
        RefreshThreads threads = new RefreshThreads(1, false, LOADER);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        threads.execute(() -> {
            hang(new CountDownLatch(1));
            interrupted.complete(Thread.interrupted());
        });
        threads.execute(() -> waiting.complete(true));
        threads.destroy();
        assertThat(interrupted.join()).isTrue();
        await().until(threads::isTerminated);
        assertThat(waiting).isNotDone();
    }

    @Test
    void whatDoesNotFitIsRefusedInsteadOfWaitingUnseen() throws Exception {
        RefreshThreads threads = new RefreshThreads(2, false, LOADER);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> hang(end));
        }
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.execute(() -> {
        }));
        end.countDown();
        threads.destroy();
    }

    @Test
    void threadsHaveTheLoaderOfTheApplicationWhoeverStartsThem() throws Exception {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        TENANT.set("acme");
        RefreshThreads threads = new RefreshThreads(1, false, LOADER);
        try {
            assertThat(CompletableFuture.supplyAsync(RefreshThreadsTests::loader, threads).join()).isEqualTo(LOADER);
            assertThat(CompletableFuture.supplyAsync(() -> Optional.ofNullable(TENANT.get()), threads).join())
                .isEmpty();
            CompletableFuture
                .runAsync(() -> Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader()),
                        threads)
                .join();
            assertThat(CompletableFuture.supplyAsync(RefreshThreadsTests::loader, threads).join()).isEqualTo(LOADER);
        }
        finally {
            Thread.currentThread().setContextClassLoader(LOADER);
            TENANT.remove();
            threads.destroy();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsHaveTheLoaderOfTheApplicationToo() throws Exception {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        RefreshThreads threads = new RefreshThreads(1, true, LOADER);
        try {
            assertThat(CompletableFuture.supplyAsync(RefreshThreadsTests::loader, threads).join()).isEqualTo(LOADER);
        }
        finally {
            Thread.currentThread().setContextClassLoader(LOADER);
            threads.destroy();
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
