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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A load that fails, with 20 callers on three instances in processes of their own. */
class FailingLoadChaosIT {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Report report = new Report("2-failing", "Loads that fail");

    private static final Site site = Site.shared();

    @AfterAll
    static void writeReport() {
        report.write();
    }

    @Test
    void noneOfTwentyCallersWaitsASecondForALoadThatFailsAfter200Ms() {
        Scene scene = new Scene(site, "chaos", "failing");

        List<Reply> replies = fail("chaos", "failing");

        report.add(
                scene.row("20 callers on three instances; the load fails after 200 ms", replies, Row.longest(replies)));
        assertThat(replies).hasSize(20).allMatch((reply) -> reply.kind().equals("SourceException"));
        assertThat(Row.longest(replies)).isLessThan(LIMIT);
        assertThat(site.workers()).allMatch((worker) -> site.loads().loads(worker, "failing") <= 1);
    }

    @Test
    void aFailureIsRememberedByAllInstancesForFailureTtl() {
        assumeTrue(Pending.isFailureTtlThere(), Pending.FAILURE_TTL);
        Scene scene = new Scene(site, "remembered", "remembered");

        List<Reply> replies = fail("remembered", "remembered");
        List<Reply> later = site.getEverywhere("remembered", "remembered", 1);

        report.add(scene.row("20 callers on three instances with `failure-ttl`; the load fails after 200 ms", replies,
                Row.longest(replies)));
        assertThat(replies).hasSize(20).noneMatch(Reply::isValue);
        assertThat(later).noneMatch(Reply::isValue);
        assertThat(Row.longest(replies)).isLessThan(LIMIT);
        assertThat(scene.loads()).isEqualTo(1);
    }

    private static List<Reply> fail(String cache, String key) {
        site.workers().forEach((worker) -> worker.script(key, "millis=200 fails"));
        List<CompletableFuture<List<Reply>>> replies = List.of(site.worker(0).get(cache, key, 7),
                site.worker(1).get(cache, key, 7), site.worker(2).get(cache, key, 6));
        return Scene.join(replies);
    }

}
