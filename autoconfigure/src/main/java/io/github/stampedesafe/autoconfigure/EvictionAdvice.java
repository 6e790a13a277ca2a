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

package io.github.stampedesafe.autoconfigure;

import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.logging.StartLog;

/**
 * Asks once whether Redis may evict what makes loads single and clears sure. A server
 * that does not tell, because its user may not ask, is taken to be right.
 */
final class EvictionAdvice implements Runnable {

    private final RedisConnectionFactory factory;

    private final StartLog log;

    EvictionAdvice(RedisConnectionFactory factory, StartLog log) {
        this.factory = factory;
        this.log = log;
    }

    @Override
    public void run() {
        Properties memory;
        try (RedisConnection connection = this.factory.getConnection()) {
            memory = connection.serverCommands().info("memory");
        }
        catch (DataAccessException | CacheUnavailableException ex) {
            return; // nothing to advise: an outage is told of by others
        }
        if (memory != null) {
            advise(memory);
        }
    }

    private void advise(Properties memory) {
        String policy = value(memory, "maxmemory_policy");
        if (policy == null || "0".equals(value(memory, "maxmemory"))) {
            return;
        }
        if (policy.startsWith("allkeys-")) {
            this.log.evictableKeys(policy, "leases and the marks of clears",
                    "A key may be loaded twice, and values from before a clear may be served", "volatile-lru");
        }
        else if (policy.equals("volatile-ttl") || policy.equals("volatile-random")) {
            this.log.evictableKeys(policy, "leases", "A key may be loaded twice", "volatile-lru");
        }
    }

    /** A cluster tells the same of each of its nodes, whose names are in front. */
    private static @Nullable String value(Properties info, String name) {
        return info.stringPropertyNames()
            .stream()
            .filter((key) -> key.equals(name) || key.endsWith("." + name))
            .map(info::getProperty)
            .findFirst()
            .orElse(null);
    }

}
