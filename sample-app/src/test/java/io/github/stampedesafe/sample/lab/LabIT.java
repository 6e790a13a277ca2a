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

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.sample.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/** The lab with real instances. Traffic flows only where a scenario directs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("any-jdk")
class LabIT {

    /** Servers of other tests, whose contexts are kept until the end. */
    private final Set<ProcessHandle> others = ProcessHandle.current().descendants().collect(Collectors.toSet());

    private final Shop shop = Shop.open();

    private final LabPage page;

    LabIT() throws Exception {
        this.page = new LabPage(URI.create(this.shop.address("/")));
    }

    @BeforeAll
    void stopTheTraffic() {
        assertThat(this.page.post("/traffic", "{\"perSecond\": 0}").statusCode()).isEqualTo(202);
    }

    @BeforeEach
    void twoInstancesAreUp() {
        this.page.awaitInstances(2);
    }

    @AfterAll
    void nothingIsLeft() {
        List<ProcessHandle> children = ProcessHandle.current()
            .descendants()
            .filter((child) -> !this.others.contains(child))
            .toList();
        assertThat(children).isNotEmpty();
        this.page.close();
        this.shop.close();
        assertThat(children).allSatisfy((child) -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void theColdStampedeIsOneQueryAndItsSentenceTellsTheCounters() {
        // What was hot in another scenario is recomputed for a while.
        JsonNode before = this.page.awaitQuiet(Settings.TTL.plusSeconds(2));
        JsonNode story = this.page.play("/scenario/cold");
        JsonNode after = this.page.awaitFrame((frame) -> frame.get("scenario").isNull());
        Figures figures = figures(story);
        assertThat(figures.callers()).isEqualTo(96);
        assertThat(figures.guarded().queries()).isEqualTo(1);
        assertThat(figures.plain().queries()).isGreaterThan(Settings.CAPACITY);
        assertThat(figures.guarded().failed() + figures.plain().failed()).isZero();
        for (LaneName lane : LaneName.values()) {
            assertThat(difference(before, after, lane, "/callers")).isEqualTo(96);
            assertThat(difference(before, after, lane, "/answered")).isEqualTo(96);
            assertThat(difference(before, after, lane, "/database/total"))
                .isEqualTo(((lane == LaneName.PROTECTED) ? figures.guarded() : figures.plain()).queries());
        }
        assertThat(story.get("sentence").asString()).isEqualTo(Sentences.compare(figures));
    }

    @Test
    void anEvictDuringALoadLeavesNoOldValueInTheProtectedLane() {
        Figures figures = figures(this.page.play("/scenario/evict"));
        assertThat(figures.guarded().stale()).isZero();
        assertThat(figures.plain().stale()).isPositive();
    }

    @Test
    void aFailingDatabaseFailsNobodyWhoHasAnOldValue() {
        Figures figures = figures(this.page.play("/scenario/failing"));
        assertThat(figures.guarded().failed()).isZero();
        assertThat(figures.plain().failed()).isPositive();
    }

    @Test
    void aKilledLeaderIsReplacedAndItsInstanceCanBeAddedAgain() {
        Figures figures = figures(this.page.play("/instances/2/kill"));
        assertThat(figures.callers()).isEqualTo(48);
        assertThat(figures.guarded().failed()).isEqualTo(24);
        assertThat(figures.guarded().queries()).isEqualTo(2);
        assertThat(this.page.awaitFrame((frame) -> true).at("/instances/1/state").asString()).isEqualTo("gone");
        assertThat(this.page.post("/instances/1/kill", "").body())
            .contains("\"detail\":\"Another instance has to be up meanwhile. Add one first.\"");
        JsonNode added = this.page.play("/instances");
        assertThat(added.get("sentence").asString()).startsWith("With instance 2, which found the values in Redis: ");
        assertThat(figures(added).guarded().failed()).isZero();
    }

    @Test
    void aFrozenInstanceGoesOn() {
        JsonNode story = this.page.play("/instances/1/freeze");
        assertThat(story.get("sentence").asString()).startsWith("Instance 1 stood still for 3 s");
        Figures figures = figures(story);
        assertThat(figures.guarded().failed()).isZero();
        assertThat(figures.guarded().slowest()).isGreaterThan(2_000);
    }

    @Test
    void aFrozenRedisFailsNobody() {
        JsonNode story = this.page.play("/scenario/redis-freeze");
        assertThat(figures(story).guarded().failed()).isZero();
        assertThat(redisState()).isEqualTo("up");
    }

    @Test
    void aKilledRedisFailsNobodyInTheProtectedLane() {
        JsonNode story = this.page.play("/scenario/redis-kill");
        assertThat(figures(story).guarded().failed()).isZero();
        assertThat(redisState()).isEqualTo("up");
    }

    @Test
    void aRestartedRedisFailsNobodyInTheProtectedLane() {
        assertThat(figures(this.page.play("/scenario/redis-restart")).guarded().failed()).isZero();
    }

    @Test
    void whatCannotBeDoneIsRefusedWithASentence() {
        refused("/scenario/none", "", 404, "There is no scenario 'none'.");
        refused("/traffic", "{\"perSecond\": 201}", 400, "'perSecond' must be 0 to 200 but is 201.");
        refused("/traffic", "{}", 400, "'perSecond' must be 0 to 200 but is null.");
        refused("/instances/7/kill", "", 409, "Instance 7 is not up.");
        refused("/instances/7/freeze", "", 409, "Instance 7 is not up.");
    }

    @Test
    void oneScenarioRunsAtATime() {
        assertThat(this.page.post("/scenario/cold", "").statusCode()).isEqualTo(202);
        refused("/scenario/expiry", "", 409, "'Cold stampede' is still running. One scenario runs at a time.");
        this.page.awaitFrame((frame) -> frame.get("scenario").isNull());
    }

    @Test
    void anotherPageIsRefused() {
        assertThat(this.page.post("/scenario/cold", "", "Origin", "http://lab.example").statusCode()).isEqualTo(403);
    }

    private void refused(String path, String body, int status, String sentence) {
        HttpResponse<String> answer = this.page.post(path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonMapper().readTree(answer.body()).get("detail").asString()).isEqualTo(sentence);
    }

    private String redisState() {
        return this.page.awaitFrame((frame) -> true).at("/redis/state").asString();
    }

    private static Figures figures(JsonNode story) {
        return new JsonMapper().treeToValue(story.get("figures"), Figures.class);
    }

    private static long difference(JsonNode before, JsonNode after, LaneName lane, String path) {
        String pointer = "/lanes/" + lane.id() + path;
        return after.at(pointer).asLong() - before.at(pointer).asLong();
    }

}
