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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Leaders that die, stop, hang or are interrupted, on three instances in processes of
 * their own.
 */
@Tag("any-jdk")
class LeaderChaosIT {

    private static final Report report = new Report("1-leaders", "Leaders in trouble");

    private static final Site site = Site.shared();

    @AfterAll
    static void writeReport() {
        report.write();
    }

    @Test
    void aKilledLeaderIsReplacedWithinItsLeaseAndOnePoll() {
        Worker leader = site.worker(0);
        Scene scene = new Scene(site, "chaos", "killed");
        var unused = scene.lead(leader, 1);
        List<CompletableFuture<List<Reply>>> others = scene.follow(List.of(site.worker(1), site.worker(2)), 2);

        long killed = System.nanoTime();
        leader.process().kill();
        List<Reply> replies = Scene.join(others);
        Duration replaced = Duration.ofNanos(System.nanoTime() - killed);
        site.replace(leader);

        report.add(scene.row("The leader is killed (kill -9) while it loads", replies, replaced));
        assertThat(replies).allMatch(Reply::isValue);
        assertThat(replies).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(scene.loads()).isEqualTo(2);
        assertThat(replaced).isLessThanOrEqualTo(Site.LEASE.plus(Site.POLL).plus(Site.MARGIN));
    }

    @Test
    void aLeaderStoppedBeyondItsLeaseIsReplacedAndCannotOverwrite() {
        Worker leader = site.worker(0);
        Scene scene = new Scene(site, "chaos", "stopped");
        CompletableFuture<List<Reply>> late = scene.lead(leader, 1);

        long stopped = System.nanoTime();
        leader.process().freeze();
        List<Reply> replies;
        try {
            replies = Scene.join(scene.follow(List.of(site.worker(1), site.worker(2)), 2));
        }
        finally {
            leader.process().thaw();
        }
        Duration replaced = Duration.ofNanos(System.nanoTime() - stopped);
        leader.release("stopped");
        Reply own = late.join().get(0);
        List<Reply> afterwards = site.getEverywhere("chaos", "stopped", 1);

        report.add(scene.row("The leader is stopped beyond its lease (SIGSTOP), goes on and publishes late", replies,
                replaced));
        assertThat(replies).allMatch(Reply::isValue);
        assertThat(own.isValue()).isTrue();
        assertThat(own.text()).startsWith(leader.name()).isNotEqualTo(replies.get(0).text());
        assertThat(afterwards).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(replaced).isLessThanOrEqualTo(Site.LEASE.plus(Site.POLL).plus(Site.MARGIN));
    }

    @Test
    void aLoadBeyondItsDeadlineIsGivenUpAndAnotherCallerLoads() {
        Worker leader = site.worker(0);
        Scene scene = new Scene(site, "hung", "hung");
        int overdue = leader.overdue();
        long begin = System.nanoTime();
        CompletableFuture<List<Reply>> hung = scene.lead(leader, 1);
        leader.script("hung", "");

        List<Reply> replies = Scene.join(scene.follow(site.workers(), 2));
        Duration replaced = Duration.ofNanos(System.nanoTime() - begin);
        await().atMost(Site.LEASE).until(() -> leader.overdue() > overdue);
        leader.release("hung");
        Reply late = hung.join().get(0);

        Row row = scene.row("A load hangs beyond `load-deadline` (1 s)", replies, replaced);
        report.add(row);
        assertThat(replaced).isLessThanOrEqualTo(Site.DEADLINE.plus(Site.POLL).plus(Site.MARGIN));
        assertThat(replies).allMatch(Reply::isValue).noneMatch((reply) -> reply.text().equals(late.text()));
        assertThat(scene.loads()).isEqualTo(2);
        assertThat(late.isValue()).isTrue();
        assertThat(site.getEverywhere("hung", "hung", 1)).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(leader.overdue() - overdue).isEqualTo(1);
        assertThat(row.after().warningsSince(row.before())).containsExactly(1, 0, 0);
    }

    @Test
    void followersOfAnInterruptedCallerGetAValue() {
        Worker worker = site.worker(0);
        Scene scene = new Scene(site, "chaos", "interrupted");
        CompletableFuture<List<Reply>> interrupted = scene.lead(worker, 1);
        worker.script("interrupted", "");
        List<CompletableFuture<List<Reply>>> followers = scene.follow(List.of(worker), 5);

        long begin = System.nanoTime();
        worker.interrupt("interrupted");
        List<Reply> replies = Scene.join(followers);
        Duration recovered = Duration.ofNanos(System.nanoTime() - begin);

        report.add(scene.row("The caller that loads is interrupted; five others wait for it", replies, recovered));
        assertThat(interrupted.join().get(0).kind()).isEqualTo("InterruptedException");
        assertThat(replies).allMatch(Reply::isValue);
        assertThat(scene.loads()).isEqualTo(2);
        assertThat(recovered).isLessThanOrEqualTo(Site.MARGIN);
    }

    @Test
    void twoLoadsThatAskForEachOthersKeysOnTwoInstancesWaitForWaitTimeoutOnly() {
        Worker one = site.worker(0);
        Worker other = site.worker(1);
        Scene scene = new Scene(site, "crossed", "a");
        one.script("a", "held then=crossed:b");
        other.script("b", "held then=crossed:a");
        List<CompletableFuture<List<Reply>>> both = List.of(one.get("crossed", "a", 1), other.get("crossed", "b", 1));
        site.loads().awaitLoads("a", 1);
        site.loads().awaitLoads("b", 1);

        long begin = System.nanoTime();
        one.release("a");
        other.release("b");
        List<Reply> replies = Scene.join(both);
        Duration ended = Duration.ofNanos(System.nanoTime() - begin);

        report.add(
                scene.row("Two loads ask for each other's keys on two instances (`wait-timeout` 1 s)", replies, ended));
        assertThat(ended).isLessThanOrEqualTo(Site.PATIENCE.plus(Site.MARGIN));
        assertThat(replies).anyMatch((reply) -> reply.kind().equals("WaitTimeoutException"))
            .allMatch((reply) -> reply.isValue() || reply.kind().equals("WaitTimeoutException"));
        assertThat(site.isUnheld("crossed", "a")).isTrue();
        assertThat(site.isUnheld("crossed", "b")).isTrue();
    }

    @Test
    void aLoadThatAsksForItsOwnKeyIsToldSo() {
        Worker worker = site.worker(0);
        Scene scene = new Scene(site, "chaos", "recursive");
        worker.script("recursive", "then=chaos:recursive");

        Reply reply = worker.get("chaos", "recursive");

        report.add(scene.row("A load asks for its own key", List.of(reply), Duration.ofMillis(reply.millis())));
        assertThat(reply.kind()).isEqualTo("RecursiveLoadException");
        assertThat(reply.millis()).isLessThanOrEqualTo(Site.MARGIN.toMillis());
    }

}
