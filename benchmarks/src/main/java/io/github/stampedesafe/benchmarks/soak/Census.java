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

package io.github.stampedesafe.benchmarks.soak;

import java.time.Duration;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

/** Counts the clients and keys of a Redis server. */
final class Census implements AutoCloseable {

    private final RedisConsole console;

    Census(RedisProcess redis) {
        this.console = new RedisConsole(redis.host(), redis.port());
    }

    /** Returns the number of clients, without the connection that asks. */
    int clients() {
        return (int) list().lines().count() - 1;
    }

    /** Returns a line for each client, with the one that asks. */
    String list() {
        return this.console.send("CLIENT", "LIST").toString();
    }

    long keys() {
        return Long.parseLong(this.console.send("DBSIZE").toString());
    }

    /**
     * Waits until the number of clients has stayed the same for some time, because a pool
     * closes a connection only some seconds after its last use.
     * @param unchanged how long it has to stay the same
     * @param limit how long to wait at most
     * @return whether it did
     */
    boolean clientsSettle(Duration unchanged, Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        long since = begin;
        int number = clients();
        while (System.nanoTime() - since < unchanged.toNanos()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            Thread.sleep(50);
            int next = clients();
            if (next != number) {
                number = next;
                since = System.nanoTime();
            }
        }
        return true;
    }

    @Override
    public void close() {
        this.console.close();
    }

}
