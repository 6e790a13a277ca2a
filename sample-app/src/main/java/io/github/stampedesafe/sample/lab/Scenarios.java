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

import java.time.Duration;
import java.util.List;

/** All buttons of the page that play a scenario, except those of a single instance. */
final class Scenarios {

    static final String REDIS_RESTART = "redis-restart";

    private static final int CROWD = 96;

    private static final int PER_SECOND = 40;

    /** What queues at the unprotected database meanwhile takes it 8 seconds at most. */
    private static final int PER_SECOND_IN_TROUBLE = 25;

    private static final Duration DOWN = Duration.ofSeconds(3);

    private static final int SLOWER = 5;

    private static final List<Scenario> ALL = List.of(new Scenario("cold", "Cold stampede", Scenarios::cold),
            new Scenario("expiry", "Expiry under traffic", Scenarios::expiry),
            new Scenario("deploy", "Deploy", Stage::requireTwoInstances, new Deploy(PER_SECOND)),
            new Scenario("slow", "Slow query", Scenarios::slow),
            new Scenario("failing", "Failing database", Scenarios::failing),
            new Scenario("evict", "Evict during a load", Scenarios::evict),
            new Scenario("hotkeys", "Hot keys", new HotKeys()),
            new Scenario("redis-freeze", "Freeze Redis", Stage::requireEmbeddedRedis, Scenarios::redisFreeze),
            new Scenario("redis-kill", "Kill Redis", Stage::requireEmbeddedRedis, Scenarios::redisKill),
            new Scenario(REDIS_RESTART, "Restart Redis", Stage::requireEmbeddedRedis, Scenarios::redisRestart));

    private Scenarios() {
    }

    /**
     * Finds a scenario.
     * @throws Refusal if there is none
     */
    static Scenario find(String id) {
        return ALL.stream()
            .filter((scenario) -> scenario.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Refusal.unknown("There is no scenario '%s'.".formatted(id)));
    }

    private static Ending cold(Stage stage) throws InterruptedException {
        stage.calm();
        stage.evict();
        stage.tell("%d callers ask at once for a value that is not there.".formatted(CROWD));
        stage.measure();
        stage.crowd(CROWD);
        return Ending.of(stage.figures());
    }

    private static Ending expiry(Stage stage) throws InterruptedException {
        stage.refill();
        stage.tell("%d callers a second ask for a value that expires twice.".formatted(PER_SECOND));
        stage.measure();
        stage.flow(PER_SECOND);
        stage.pause(Settings.TTL.multipliedBy(2).plusSeconds(1));
        return Ending.of("Across two expiries", stage.figures());
    }

    private static Ending slow(Stage stage) throws InterruptedException {
        stage.refill();
        stage.slowDown(SLOWER);
        stage.tell("The query takes %s now, and the value is about to expire."
            .formatted(Sentences.time(Settings.QUERY.multipliedBy(SLOWER).toMillis())));
        stage.measure();
        stage.flow(PER_SECOND_IN_TROUBLE);
        stage.pause(Settings.TTL.plusSeconds(2));
        return Ending.of("With a query %d times as slow".formatted(SLOWER), stage.figures());
    }

    private static Ending failing(Stage stage) throws InterruptedException {
        stage.refill();
        stage.tell("The databases are about to refuse all queries, and the value is about to expire.");
        stage.measure();
        stage.flow(PER_SECOND);
        stage.pause(Settings.TTL.dividedBy(2));
        stage.fail(true);
        stage.tell("The databases refuse all queries for 4 seconds. The value expires meanwhile.");
        stage.pause(Duration.ofSeconds(4));
        stage.fail(false);
        stage.tell("The databases answer again.");
        stage.pause(Duration.ofSeconds(1));
        return Ending.of("With databases that refuse all queries for 4 s", stage.figures());
    }

    private static Ending evict(Stage stage) throws InterruptedException {
        stage.calm();
        stage.evict();
        stage.tell("One caller loads the value. Before its query is done, the row changes and the value is evicted.");
        stage.measure();
        stage.crowd(1);
        stage.awaitQuery((gauge) -> gauge.running() > 0);
        stage.change();
        stage.calm();
        stage.tell("The evict has returned. %d callers a second expect the new version.".formatted(PER_SECOND));
        stage.flow(PER_SECOND);
        stage.pause(Duration.ofSeconds(3));
        return Ending.of("After a change and an evict during a load", stage.figures());
    }

    private static Ending redisFreeze(Stage stage) throws InterruptedException {
        stage.refill();
        stage.measure();
        stage.flow(PER_SECOND);
        stage.pause(Duration.ofMillis(500));
        stage.tell("Redis answers nothing for 3 seconds. Its connections stay open.");
        stage.redis().freeze(Duration.ofSeconds(3));
        stage.tell("Redis answers again.");
        stage.pause(Duration.ofSeconds(2));
        return Ending.of("With a Redis that was frozen for 3 s", stage.figures());
    }

    private static Ending redisKill(Stage stage) throws InterruptedException {
        stage.refill();
        stage.measure();
        stage.flow(PER_SECOND_IN_TROUBLE);
        stage.pause(Duration.ofMillis(500));
        stage
            .tell("Redis is gone. It is started again after %d seconds, or by its button.".formatted(DOWN.toSeconds()));
        stage.redis().kill(DOWN);
        stage.tell("Redis is back, and empty.");
        stage.pause(Duration.ofSeconds(2));
        return Ending.of("With a Redis that was gone", stage.figures());
    }

    private static Ending redisRestart(Stage stage) throws InterruptedException {
        stage.refill();
        stage.measure();
        stage.flow(PER_SECOND);
        stage.pause(Duration.ofMillis(500));
        stage.tell("Redis is killed and started again at once. It has lost all values.");
        stage.redis().kill(Duration.ZERO);
        stage.pause(Duration.ofSeconds(3));
        return Ending.of("With a Redis that was restarted", stage.figures());
    }

}
