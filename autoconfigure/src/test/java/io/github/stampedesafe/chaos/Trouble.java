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
import java.util.function.Consumer;

import io.github.stampedesafe.test.redis.RedisConsole;

import static org.awaitility.Awaitility.await;

/** What can happen to one Redis server and the way to it. */
enum Trouble {

    KILLED("Redis is killed, and started again with nothing in it", (site) -> site.redis().kill(),
            (site) -> site.redis().restart()),

    FROZEN("Redis is frozen (SIGSTOP), and goes on", (site) -> site.redis().freeze(), (site) -> site.redis().thaw()),

    /** Nobody can end a pause before its time: it has to outlast what the test does. */
    PAUSED("Redis is paused for 4 s (CLIENT PAUSE)", (site) -> site.servers().send("CLIENT", "PAUSE", "4000", "ALL"),
            Trouble::awaitAnswer),

    OUT_OF_MEMORY("Redis is out of memory (maxmemory)",
            (site) -> site.servers().send("CONFIG", "SET", "maxmemory", "1"),
            (site) -> site.servers().send("CONFIG", "SET", "maxmemory", "0")),

    READ_ONLY("Redis becomes a read-only replica (REPLICAOF), and a master again",
            (site) -> site.servers().send("REPLICAOF", "127.0.0.1", "1"),
            (site) -> site.servers().send("REPLICAOF", "NO", "ONE")),

    WRONG_PASSWORD("Redis wants another password", Trouble::lockOut, Trouble::letIn),

    SCRIPTS_FLUSHED("SCRIPT FLUSH", (site) -> site.servers().send("SCRIPT", "FLUSH"), Trouble::awaitAnswer),

    FLUSHED("FLUSHALL", (site) -> site.servers().send("FLUSHALL"), Trouble::awaitAnswer),

    SUBSCRIPTIONS_KILLED("The subscriptions are killed (CLIENT KILL TYPE pubsub)",
            (site) -> site.servers().send("CLIENT", "KILL", "TYPE", "pubsub"), Trouble::awaitAnswer),

    SLOW("Redis takes 200 ms for each answer", Trouble::slowDown, (site) -> site.relay().delay(Duration.ZERO)),

    CUT("Each connection is reset in the middle of a reply", (site) -> site.relay().cutReplies(true),
            (site) -> site.relay().cutReplies(false));

    private static final Duration LATENCY = Duration.ofMillis(200);

    private static final String PASSWORD = "another";

    private final String description;

    private final Consumer<Site> begin;

    private final Consumer<Site> end;

    Trouble(String description, Consumer<Site> begin, Consumer<Site> end) {
        this.description = description;
        this.begin = begin;
        this.end = end;
    }

    String description() {
        return this.description;
    }

    /** Whether it happens on the way to the server, which takes a relay. */
    boolean needsRelay() {
        return this == SLOW || this == CUT;
    }

    /** Whether an instance cannot use Redis while it lasts. */
    boolean isOutage() {
        return this != SCRIPTS_FLUSHED && this != FLUSHED && this != SUBSCRIPTIONS_KILLED && this != SLOW;
    }

    /**
     * Returns how long a caller may wait for Redis beside its load: one time-out. A
     * server that is slow and answers keeps within each time-out, and the way to a value
     * that another instance loads takes six answers; a lost signal costs one poll.
     */
    Duration longestWait() {
        return switch (this) {
            case SLOW -> LATENCY.multipliedBy(6);
            case SUBSCRIPTIONS_KILLED -> Site.POLL;
            default -> Site.TIMEOUT;
        };
    }

    void begin(Site site) {
        this.begin.accept(site);
    }

    void end(Site site) {
        this.end.accept(site);
    }

    private static void slowDown(Site site) {
        site.relay().delay(LATENCY);
    }

    private static void lockOut(Site site) {
        try (RedisConsole console = site.servers().console()) {
            console.send("CONFIG", "SET", "requirepass", PASSWORD);
            console.send("CLIENT", "KILL", "TYPE", "pubsub");
            console.send("CLIENT", "KILL", "TYPE", "normal");
        }
    }

    private static void letIn(Site site) {
        try (RedisConsole console = site.servers().console()) {
            console.send("AUTH", PASSWORD);
            console.send("CONFIG", "SET", "requirepass", "");
        }
    }

    private static void awaitAnswer(Site site) {
        await().atMost(Duration.ofSeconds(10)).until(() -> site.servers().send("PING").equals("PONG"));
    }

}
