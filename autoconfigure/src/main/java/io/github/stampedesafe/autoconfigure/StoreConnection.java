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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ReflectionUtils;

/**
 * The connections that store entries: our own or the application's.
 *
 * @param factory makes them
 * @param bulk makes the connection of large values; the same factory if they have none of
 * their own
 * @param database number of the database they use
 */
record StoreConnection(RedisConnectionFactory factory, RedisConnectionFactory bulk, int database) {

    /**
     * Returns the connections of a factory of the application. The factories of Spring
     * Data tell their database; another one is taken to use database 0.
     */
    static StoreConnection shared(RedisConnectionFactory factory) {
        Method database = ReflectionUtils.findMethod(factory.getClass(), "getDatabase");
        Object number = (database != null && Modifier.isPublic(database.getModifiers()))
                ? ReflectionUtils.invokeMethod(database, factory) : null;
        return new StoreConnection(factory, factory, (number instanceof Integer used) ? used : 0);
    }

}
