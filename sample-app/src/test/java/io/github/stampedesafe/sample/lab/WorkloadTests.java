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

package io.github.stampedesafe.sample.lab;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class WorkloadTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final Duration QUERY = Duration.ofMillis(300);

    private final Semaphore done = new Semaphore(0);

    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();

    private final Workload workload = new Workload(2, QUERY, InstantSource.system(), (time) -> {
        this.times.add(time);
        this.done.acquire();
    });

    @Test
    void someQueriesRunAndTheOthersQueue() throws InterruptedException {
        List<CompletableFuture<Void>> queries = queries(1, 1, 1, 2, 2);
        assertThat(this.workload.await((gauge) -> gauge.running() == 2 && gauge.queued() == 3, LONG)).isTrue();
        assertThat(this.workload.gauge()).isEqualTo(new Gauge(2, 3, 5, Map.of(1, 3, 2, 2)));
        this.done.release();
        assertThat(this.workload.await((gauge) -> gauge.running() == 2 && gauge.queued() == 2, LONG)).isTrue();
        this.done.release(4);
        queries.forEach(CompletableFuture::join);
        assertThat(this.workload.gauge()).isEqualTo(new Gauge(0, 0, 5, Map.of()));
        assertThat(this.times).hasSize(5).containsOnly(QUERY);
    }

    @Test
    void aWiderDatabaseRunsMoreAtOneTimeUntilItIsNarrowAgain() throws InterruptedException {
        this.workload.widen(2);
        List<CompletableFuture<Void>> queries = queries(1, 1, 1, 1);
        assertThat(this.workload.await((gauge) -> gauge.running() == 4, LONG)).isTrue();
        this.done.release(4);
        queries.forEach(CompletableFuture::join);
        this.workload.widen(-2);
        List<CompletableFuture<Void>> later = queries(1, 1, 1, 1);
        assertThat(this.workload.await((gauge) -> gauge.running() == 2 && gauge.queued() == 2, LONG)).isTrue();
        this.done.release(4);
        later.forEach(CompletableFuture::join);
    }

    @Test
    void aSlowDatabaseTakesSoManyTimesAsLong() throws SQLException {
        this.done.release();
        this.workload.slowDown(3);
        assertThat(this.workload.queryTime()).isEqualTo(QUERY.multipliedBy(3));
        this.workload.work(1);
        assertThat(this.times).containsExactly(QUERY.multipliedBy(3));
    }

    @Test
    void aFailingDatabaseRefusesAndCounts() throws SQLException {
        this.workload.fail(true);
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> this.workload.work(1))
            .withMessage("The database of the lab refuses queries for some seconds.");
        assertThat(this.workload.gauge()).isEqualTo(new Gauge(0, 0, 1, Map.of()));
        this.workload.fail(false);
        this.done.release();
        this.workload.work(1);
        assertThat(this.workload.gauge()).isEqualTo(new Gauge(0, 0, 2, Map.of()));
    }

    @Test
    void waitingForWhatDoesNotComeEnds() throws InterruptedException {
        assertThat(this.workload.await((gauge) -> gauge.running() > 0, Duration.ofMillis(10))).isFalse();
    }

    private List<CompletableFuture<Void>> queries(Integer... instances) {
        return Stream.of(instances).map((instance) -> {
            CompletableFuture<Void> query = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    this.workload.work(instance);
                    query.complete(null);
                }
                catch (SQLException ex) {
                    query.completeExceptionally(ex);
                }
            });
            thread.start();
            return query;
        }).toList();
    }

}
