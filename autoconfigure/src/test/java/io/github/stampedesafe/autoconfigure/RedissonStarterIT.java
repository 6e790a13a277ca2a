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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Beside {@code redisson-spring-boot-starter}, which replaces Boot's connection factory.
 * Runs with that starter on the class path, in an execution of its own.
 */
class RedissonStarterIT {

    private static final String PACKAGE = "org.redisson.spring.starter.";

    @BeforeEach
    void requireTheStarter() {
        assumeThat(ClassUtils.isPresent(PACKAGE + "RedissonAutoConfigurationV4", null)).isTrue();
    }

    @Test
    void bothHaveTheirOwnClients() {
        run("own", (context) -> {
            assertThat(context.getBean(RedisConnectionFactory.class).getClass().getSimpleName())
                .isEqualTo("RedissonConnectionFactory");
            assertThat(context.getBean(RedissonClient.class)).isSameAs(context.getBean("redisson"));
            assertThat(context.getBean(LeaseClient.class).redisson()).isNotSameAs(context.getBean("redisson"));
            assertThat(context.getBean(StoreConnection.class).factory()).isInstanceOf(BoundedConnectionFactory.class);
        });
    }

    @Test
    void bothShareOneClient() {
        run("shared", (context) -> assertThat(context.getBean(LeaseClient.class).redisson())
            .isSameAs(context.getBean("redisson")));
    }

    @Test
    void autoConfigurationsNamedByAStringExist() {
        AutoConfiguration annotation = AnnotatedElementUtils.findMergedAnnotation(StampedeSafeAutoConfiguration.class,
                AutoConfiguration.class);
        assertThat(annotation).isNotNull();
        assertThat(annotation.afterName()).filteredOn((name) -> name.startsWith(PACKAGE))
            .hasSize(2)
            .allSatisfy((name) -> assertThat(getClass().getClassLoader().getResource(name.replace('.', '/') + ".class"))
                .as(name)
                .isNotNull());
    }

    private static void run(String ownership, Assertions assertions) {
        try (RedisProcess server = RedisProcess.start()) {
            ApplicationContextRunner runner = Contexts.inUse()
                .withConfiguration(AutoConfigurations
                    .of(ClassUtils.resolveClassName(PACKAGE + "RedissonAutoConfigurationV4", null)))
                .withPropertyValues("spring.data.redis.host=" + server.host(),
                        "spring.data.redis.port=" + server.port(), "stampede-safe.redis.timeout=5s",
                        "stampede-safe.redis.redisson=" + ownership);
            runner.run((context) -> {
                assertThat(context).hasNotFailed();
                assertions.check(context);
                StampedeSafeCaches caches = context.getBean(StampedeSafeCaches.class);
                assertThat(caches.cache("totals").get("DE", String.class, () -> "loaded")).isEqualTo("loaded");
                assertThat(caches.cache("totals").get("DE", String.class, () -> "again")).isEqualTo("loaded");
            });
        }
    }

    private interface Assertions {

        void check(AssertableApplicationContext context) throws Exception;

    }

}
