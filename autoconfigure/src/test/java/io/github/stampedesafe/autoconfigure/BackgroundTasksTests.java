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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BackgroundTasksTests {

    private static final Duration OFTEN = Duration.ofMillis(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private @Nullable BackgroundTasks tasks;

    @AfterEach
    void stop() {
        if (this.tasks != null) {
            this.tasks.stop();
        }
    }

    @Test
    void aTaskThatThrowsIsRunAgain() {
        AtomicInteger exceptions = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        start(PATIENCE, BackgroundTask.quick("failing", OFTEN, () -> {
            exceptions.incrementAndGet();
            throw new IllegalStateException("Expected");
        }), BackgroundTask.polling("failing hard", OFTEN, () -> {
            errors.incrementAndGet();
            throw new NoClassDefFoundError("Expected");
        }));
        await().until(() -> exceptions.get() > 3 && errors.get() > 3);
    }

    @Test
    void whatHangsDoesNotDelayWhatNeverWaits() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger quick = new AtomicInteger();
        start(OFTEN, BackgroundTask.polling("hanging", OFTEN, () -> hang(hanging)),
                BackgroundTask.polling("hanging as well", OFTEN, () -> hang(hanging)),
                BackgroundTask.calling("hanging, too", OFTEN, () -> hang(hanging)),
                BackgroundTask.quick("quick", OFTEN, quick::incrementAndGet));
        await().until(() -> quick.get() > 3);
        hanging.countDown();
    }

    @Test
    void aPollThatHangsDoesNotDelayWhatCallsTheApplication() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        start(OFTEN, BackgroundTask.polling("hanging", OFTEN, () -> hang(hanging)),
                BackgroundTask.calling("calling", OFTEN, calls::incrementAndGet));
        await().until(() -> calls.get() > 3);
        hanging.countDown();
    }

    @Test
    void aStartWaitsForTheFirstPolls() {
        AtomicInteger polled = new AtomicInteger();
        start(PATIENCE, BackgroundTask.polling("polling", Duration.ofHours(1), polled::incrementAndGet));
        assertThat(polled).hasValue(1);
    }

    @Test
    void aFirstUseAfterTheStartDoesNotWaitForRunsThatWaitForIt() {
        CountDownLatch used = new CountDownLatch(1);
        CompletableFuture<Boolean> wasUsed = new CompletableFuture<>();
        BackgroundTasks started = new BackgroundTasks(() -> List
            .of(BackgroundTask.polling("asking for a bean", Duration.ofHours(1), () -> wasUsed.complete(hang(used)))),
                () -> false, PATIENCE.multipliedBy(2), OFTEN);
        this.tasks = started;
        started.start();
        started.begin();
        used.countDown();
        assertThat(wasUsed.join()).isTrue();
    }

    @Test
    void aStopEndsTheThreadsAndThenTheTasks() {
        AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        AtomicInteger stopped = new AtomicInteger();
        BackgroundTasks started = start(PATIENCE,
                BackgroundTask.polling("polling", OFTEN, () -> thread.set(Thread.currentThread())),
                BackgroundTask.bracket("listening", () -> {
                }, () -> {
                    assertThat(thread.get()).isNotNull().satisfies((timer) -> {
                        timer.join(PATIENCE.toMillis());
                        assertThat(timer.isAlive()).isFalse();
                    });
                    stopped.incrementAndGet();
                }));
        assertThat(thread.get()).isNotNull();
        assertThat(thread.get().getName()).isEqualTo("stampede-safe-timer-1");
        assertThat(thread.get().isDaemon()).isTrue();
        started.stop();
        started.stop();
        assertThat(stopped).hasValue(1);
        assertThat(started.isRunning()).isFalse();
    }

    @Test
    void afterAStopItCanBeStartedAgain() {
        AtomicInteger runs = new AtomicInteger();
        BackgroundTasks started = start(PATIENCE, BackgroundTask.bracket("once", runs::incrementAndGet, () -> {
        }));
        started.start();
        started.stop();
        started.start();
        assertThat(runs).hasValue(2);
    }

    private BackgroundTasks start(Duration patience, BackgroundTask... all) {
        BackgroundTasks started = new BackgroundTasks(() -> List.of(all), () -> true, patience, OFTEN);
        this.tasks = started;
        started.start();
        return started;
    }

    private static boolean hang(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

}
