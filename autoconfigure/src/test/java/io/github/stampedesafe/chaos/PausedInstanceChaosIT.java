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

package io.github.stampedesafe.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Instances that stand still or get no processor, and a Redis that is well. */
class PausedInstanceChaosIT {

    private static final int PAUSES = 4;

    private static final long PAUSE_MILLIS = 800;

    private static final int BUSY_PROCESSES = 16;

    private final Site site = Site.shared();

    @Test
    void pausesOfInstancesAreNoOutagesOfRedis() throws Exception {
        store("paused", 20);
        List<Integer> lines = lines();
        List<CompletableFuture<Integer>> traffic = traffic("paused", 20, PAUSES * (PAUSE_MILLIS + 500));
        for (int i = 0; i < PAUSES; i++) {
            TimeUnit.MILLISECONDS.sleep(300);
            this.site.workers().forEach((worker) -> worker.process().freeze());
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            finally {
                this.site.workers().forEach((worker) -> worker.process().thaw());
            }
        }
        // Each instance says itself how long it stood still.
        this.site.workers().forEach((worker) -> await().until(() -> worker.pausedMillis() > PAUSE_MILLIS - 150));
        assertThat(traffic).allSatisfy((reads) -> assertThat(reads.join()).isPositive());
        assertThat(loads("paused", 20)).isEqualTo(20);
        assertThat(lines()).isEqualTo(lines);
    }

    @Test
    void anInstanceThatStoodStillGetsTheLeaseItAskedFor() throws Exception {
        List<Integer> lines = lines();
        for (int i = 0; i < PAUSES; i++) {
            Worker worker = this.site.worker(0);
            List<CompletableFuture<List<Reply>>> cold = new ArrayList<>();
            for (int key = 0; key < 8; key++) {
                cold.add(worker.get("chaos", "cold" + i + key, 2));
            }
            worker.process().freeze();
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            finally {
                worker.process().thaw();
            }
            assertThat(Scene.join(cold)).allMatch(Reply::isValue);
            for (int key = 0; key < 8; key++) {
                assertThat(this.site.loads().loads("cold" + i + key)).isOne();
            }
        }
        assertThat(lines()).isEqualTo(lines);
    }

    @Test
    void instancesThatGetNoProcessorGoOnUsingRedis() throws Exception {
        store("starved", 200);
        List<Integer> lines = lines();
        List<Process> busy = new ArrayList<>();
        try {
            for (int i = 0; i < BUSY_PROCESSES; i++) {
                busy.add(startBusyProcess());
            }
            List<CompletableFuture<Integer>> traffic = traffic("starved", 200, 6000);
            for (int key = 0; key < 12; key++) {
                assertThat(this.site.getEverywhere("chaos", "frozenout" + key, 3)).allMatch(Reply::isValue);
            }
            traffic.forEach(CompletableFuture::join);
        }
        finally {
            busy.forEach(PausedInstanceChaosIT::stop);
        }
        assertThat(loads("frozenout", 12)).isEqualTo(12);
        assertThat(loads("starved", 200)).isEqualTo(200);
        assertThat(lines()).isEqualTo(lines);
    }

    private void store(String prefix, int keys) {
        IntStream.range(0, keys).forEach((key) -> this.site.worker(0).get("chaos", prefix + key));
        assertThat(loads(prefix, keys)).isEqualTo(keys);
    }

    private List<CompletableFuture<Integer>> traffic(String prefix, int keys, long millis) {
        return this.site.workers().stream().map((worker) -> worker.traffic("chaos", prefix, keys, millis)).toList();
    }

    private int loads(String prefix, int keys) {
        return IntStream.range(0, keys).map((key) -> this.site.loads().loads(prefix + key)).sum();
    }

    /** Returns how many lines the library has logged, which healthy instances do not. */
    private List<Integer> lines() {
        return this.site.workers().stream().map((worker) -> worker.warnings() + worker.infos()).toList();
    }

    /** Ends by itself even if this JVM is killed. */
    private static Process startBusyProcess() throws IOException {
        return new ProcessBuilder("timeout", "-s", "KILL", "30", "sh", "-c", "while :; do :; done").start();
    }

    private static void stop(Process busy) {
        List<ProcessHandle> children = busy.descendants().toList();
        busy.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

}
