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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.multiprocess.WorkerProcess;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three JVMs, 5,000 keys with Zipf traffic, loads of 200 ms, a ttl of four seconds. With
 * {@code -Dstampede-safe.test.hot-keys.seconds=600} it runs that long and tolerates
 * nothing; by default it is short, and on a machine that has other things to do.
 */
@Tag("any-jdk")
class HotKeysIT {

    private static final int TOP = 100;

    private static final int THREADS = 24;

    private static final Duration TTL = Duration.ofSeconds(4);

    private static final int LONG = Integer.getInteger("stampede-safe.test.hot-keys.seconds", 0);

    private static final int WARM_UP = (LONG > 0) ? 40 : 12;

    private static final int SECONDS = (LONG > 0) ? LONG : 10;

    private final LoadTimes loads = new LoadTimes();

    private final List<WorkerProcess> workers = new ArrayList<>();

    private RedisProcess redis;

    @BeforeEach
    void start() {
        this.redis = RedisProcess.start();
        for (int i = 0; i < 3; i++) {
            String name = "worker " + i;
            this.workers.add(WorkerProcess.launch(HotKeyWorker.class, "",
                    List.of("--spring.application.name=ranked", "--spring.data.redis.port=" + this.redis.port(),
                            "--stampede-safe.lease=1s", "--stampede-safe.defaults.ttl=" + TTL.toMillis() + "ms",
                            "--stampede-safe.hot-keys.idle-after=15s"),
                    (line) -> this.loads.hear(name, line)));
        }
        this.workers.forEach(WorkerProcess::awaitReady);
    }

    @AfterEach
    void stop() {
        this.workers.forEach(WorkerProcess::close);
        this.redis.close();
    }

    @Test
    void nobodyWaitsForWhatIsPopular() {
        traffic(this.workers, WARM_UP);
        long since = System.currentTimeMillis();
        List<Answer> answers = traffic(this.workers, SECONDS);
        long reads = answers.stream().mapToLong(Answer::reads).sum();
        List<Integer> waits = waits(answers);
        double perTtl = this.loads.loads(TOP, since) / (TOP * (SECONDS / (double) TTL.toSeconds()));
        long gap = this.loads.shortestGap(TOP, since);
        System.out.printf("%d reads of the top %d keys, %d of them waited %s; %.2f loads per key and ttl, at least "
                + "%d ms apart%n", reads, TOP, waits.size(), waits, perTtl, gap);
        assertThat(waits).hasSizeLessThanOrEqualTo((LONG > 0) ? 0 : (int) (reads / 200));
        // A value is replaced in the second half of its life, which jitter shortens.
        assertThat(gap).isGreaterThan(TTL.toMillis() * 4 / 10);
    }

    @Test
    void theOthersCarryOnWhenAnInstanceIsKilled() {
        traffic(this.workers, WARM_UP);
        List<CompletableFuture<String>> survivors = tell(this.workers.subList(1, 3), SECONDS);
        tell(this.workers.subList(0, 1), SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(() -> !this.loads.running("worker 0").isEmpty());
        this.workers.get(0).kill();
        List<Answer> answers = survivors.stream().map(CompletableFuture::join).map(Answer::of).toList();
        Set<Integer> orphans = this.loads.running("worker 0");
        List<Integer> waits = waits(answers);
        long others = waits.stream().filter((number) -> !orphans.contains(number)).count();
        long reads = answers.stream().mapToLong(Answer::reads).sum();
        System.out.printf("%d reads, %d of them waited for %s; it was killed while it loaded %s, %d others waited%n",
                reads, waits.size(), new TreeSet<>(waits), orphans, others);
        assertThat(others).isLessThanOrEqualTo((LONG > 0) ? 0 : (int) (reads / 100));
    }

    @Test
    void withoutTrafficRecomputesEndByThemselves() {
        traffic(this.workers, WARM_UP);
        // Idle after fifteen seconds, the ranking's last word ten seconds later at most.
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(TTL.multipliedBy(2))
            .until(() -> this.loads.loads(Integer.MAX_VALUE, System.currentTimeMillis() - TTL.toMillis() * 3 / 2) == 0);
    }

    @Test
    void memoryAndThreadsDoNotGrowWithChangingKeys() {
        tellAll("changing " + THREADS + " " + WARM_UP + " 7 50");
        List<String> before = tellAll("census");
        tellAll("changing " + THREADS + " " + SECONDS + " 7 50");
        List<String> after = tellAll("census");
        System.out.printf("heap in KiB and threads of each instance before %s and after %s%n", before, after);
        for (int i = 0; i < before.size(); i++) {
            long[] was = numbers(before.get(i));
            long[] is = numbers(after.get(i));
            assertThat(is[0]).isLessThan(was[0] + 10 * 1024);
            assertThat(is[1]).isLessThanOrEqualTo(was[1] + 4);
        }
    }

    private List<Answer> traffic(List<WorkerProcess> of, int seconds) {
        return tell(of, seconds).stream().map(CompletableFuture::join).map(Answer::of).toList();
    }

    private List<CompletableFuture<String>> tell(List<WorkerProcess> of, int seconds) {
        return of.stream()
            .map((worker) -> worker
                .tell("traffic " + THREADS + " " + seconds + " " + 1000 * this.workers.indexOf(worker)))
            .toList();
    }

    private List<String> tellAll(String command) {
        List<CompletableFuture<String>> answers = this.workers.stream().map((worker) -> worker.tell(command)).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static List<Integer> waits(List<Answer> answers) {
        return answers.stream().flatMap((answer) -> answer.waits().stream()).toList();
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    /**
     * What a worker says of its traffic.
     *
     * @param reads reads of the most popular keys
     * @param waits the keys of those that waited
     */
    private record Answer(long reads, List<Integer> waits) {

        static Answer of(String text) {
            String[] words = text.trim().split(" ");
            List<Integer> waits = (words.length > 1) ? Arrays.stream(words[1].split(",")).map(Integer::valueOf).toList()
                    : List.of();
            return new Answer(Long.parseLong(words[0]), waits);
        }

    }

}
