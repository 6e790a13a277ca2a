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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * A load whose value cannot be stored, with callers on two instances in processes of
 * their own.
 */
class FailedPublishChaosIT {

    private static final int CALLERS = 4;

    private static final Report report = new Report("2-publish", "Values that cannot be stored");

    private static final Site site = Site.shared();

    @AfterAll
    static void writeReport() {
        report.write();
    }

    @ParameterizedTest
    @EnumSource
    void leaderAndFollowersGetTheValueAndNothingIsLeft(Obstacle obstacle) {
        Worker leader = site.worker(0);
        Worker other = site.worker(1);
        Scene scene = new Scene(site, obstacle.cache, obstacle.name());
        other.script(obstacle.name(), obstacle.script);
        CompletableFuture<List<Reply>> flying = scene.lead(leader, 1, "held " + obstacle.script);
        List<CompletableFuture<List<Reply>>> followers = scene.follow(List.of(leader), CALLERS);
        List<CompletableFuture<List<Reply>>> others = scene.follow(List.of(other), CALLERS);

        List<Reply> replies = new ArrayList<>();
        Duration landed;
        Duration ended;
        obstacle.begin.accept(site);
        try {
            long begin = System.nanoTime();
            leader.release(obstacle.name());
            replies.addAll(flying.join());
            replies.addAll(Scene.join(followers));
            landed = Duration.ofNanos(System.nanoTime() - begin);
            replies.addAll(Scene.join(others));
            ended = Duration.ofNanos(System.nanoTime() - begin);
        }
        finally {
            obstacle.end.accept(site);
        }

        var unused = site.awaitRecovery();
        leader.script(obstacle.name(), "");
        boolean isLoadedAgain = leader.get(obstacle.cache, obstacle.name()).isValue();

        report.add(scene.row(obstacle.description, replies, ended));
        assertThat(replies).allMatch(Reply::isValue);
        // Where nothing can be written, nobody can be told: the lease has to run out.
        assertThat(ended).isLessThanOrEqualTo(Site.LEASE.plus(Site.POLL).plus(Site.MARGIN));
        assertThat(isLoadedAgain).isTrue();
        await().atMost(Site.LEASE).until(() -> site.isUnheld(obstacle.cache, obstacle.name()));
        assertThat(Census.settled(site)).matches((census) -> census.leaksNothingSince(site.baseline()),
                "no more than " + site.baseline());
        assertThat(site.loads().mostAtOnce(leader, obstacle.name())).isEqualTo(1);
        assumeFalse(obstacle == Obstacle.READ_ONLY, Pending.LOADS_AGAIN);
        assertThat(landed).isLessThanOrEqualTo(Site.TIMEOUT.plus(Site.MARGIN));
        assertThat(replies.subList(0, 1 + CALLERS)).extracting(Reply::text).containsOnly(replies.get(0).text());
    }

    private enum Obstacle {

        OUT_OF_MEMORY("Redis has no memory for the value (maxmemory)", "chaos", "", Trouble.OUT_OF_MEMORY::begin,
                Trouble.OUT_OF_MEMORY::end),

        READ_ONLY("Redis has become a read-only replica (REPLICAOF)", "chaos", "", Trouble.READ_ONLY::begin,
                Trouble.READ_ONLY::end),

        TOO_LARGE("The value is larger than Redis accepts (proto-max-bulk-len)", "chaos", "large",
                (site) -> site.servers().send("CONFIG", "SET", "proto-max-bulk-len", "1mb"),
                (site) -> site.servers().send("CONFIG", "SET", "proto-max-bulk-len", "512mb")),

        UNWRITABLE("The value cannot be turned into bytes (the serializer throws)", Calls.UNWRITABLE, "", (site) -> {
        }, (site) -> {
        });

        private final String description;

        private final String cache;

        private final String script;

        private final Consumer<Site> begin;

        private final Consumer<Site> end;

        Obstacle(String description, String cache, String script, Consumer<Site> begin, Consumer<Site> end) {
            this.description = description;
            this.cache = cache;
            this.script = script;
            this.begin = begin;
            this.end = end;
        }

    }

}
