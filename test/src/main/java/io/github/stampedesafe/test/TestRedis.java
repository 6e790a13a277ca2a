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

package io.github.stampedesafe.test;

import java.time.Duration;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisServers;
import io.github.stampedesafe.test.redis.Relay;

/**
 * The Redis of a test class, and what can go wrong with it. Every instance of the test
 * reaches it through one relay, which carries out the faults. The end of each test heals
 * it. Thread-safe; every method returns as soon as the fault is there.
 */
public final class TestRedis {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final RedisServers.Server server;

    private final Relay relay;

    TestRedis(RedisServers.Server server) {
        this.server = server;
        this.relay = Relay.to(server.address().host(), server.address().port());
    }

    /** Returns the host that the instances connect to. */
    public String host() {
        return "127.0.0.1";
    }

    /** Returns the port that the instances connect to. */
    public int port() {
        return this.relay.port();
    }

    /** Cuts all connections, and every new one at once. What is stored stays. */
    public void goDown() {
        this.relay.refuse(true);
    }

    /**
     * Stops answering: connections stay open, commands are carried out, no reply comes.
     */
    public void hang() {
        slowDown(FOR_EVER);
    }

    /**
     * Holds each reply back for a time.
     * @param delay for how long; zero or more
     */
    public void slowDown(Duration delay) {
        this.relay.delay(delay);
    }

    /**
     * Refuses every command that writes, as a server without memory does. Reads are
     * answered.
     * @throws IllegalStateException if the server is shared with other tests
     */
    public void refuseWrites() {
        if (this.server.isShared()) {
            throw new IllegalStateException(
                    "The server named by '%s' must not refuse writes, because other tests may use it. Leave '%s' out to get a server for each test class."
                        .formatted(RedisServers.OVERRIDE, RedisServers.OVERRIDE));
        }
        send("CONFIG", "SET", "maxmemory", "1");
    }

    /**
     * Ends all faults. Replies that were held back arrive at once; an instance that saw
     * the fault notices within about a second.
     */
    public void heal() {
        this.relay.delay(Duration.ZERO);
        this.relay.refuse(false);
        if (!this.server.isShared()) {
            send("CONFIG", "SET", "maxmemory", "0");
        }
    }

    /**
     * Sends a command to the server, past all faults.
     * @param command the command and its arguments
     * @return the reply: a text, {@code "null"} included, or a list of replies
     * @throws IllegalStateException if the reply is an error
     */
    public Object send(String... command) {
        try (RedisConsole console = new RedisConsole(this.server.address().host(), this.server.address().port())) {
            return console.send(command);
        }
    }

    boolean isShared() {
        return this.server.isShared();
    }

    void close() {
        this.relay.close();
        this.server.close();
    }

}
