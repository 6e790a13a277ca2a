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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives a Spring test, such as one with {@code @SpringBootTest}, a real Redis of its own
 * and these beans: {@link Instances}, {@link CacheLoads}, {@link TestRedis} and
 * {@link StoreTime}.
 * <p>
 * Redis runs in Docker if Testcontainers is on the class path and Docker answers, else as
 * a child process from a bundled binary (Linux and macOS). The system property or
 * environment variable {@code STAMPEDE_TEST_REDIS} names a running server instead, as
 * {@code host:port}; each test class then gets a key prefix of its own. Whatever the
 * application says in {@code spring.data.redis}, it is this Redis that it uses.
 * <p>
 * Each test class has its own context and Redis, so classes can run in parallel; the
 * methods of one class cannot. Each method begins with empty caches, no counted load and
 * no fault. {@code stampede-safe.redis.timeout} is two seconds unless the application
 * sets it, because a busy machine is no outage.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SpringExtension.class)
public @interface StampedeSafeTest {

    /**
     * How many instances of the application {@link Instances} has, the test's own context
     * included; at least 1. The others start when the test first asks for them.
     */
    int instances() default 1;

}
