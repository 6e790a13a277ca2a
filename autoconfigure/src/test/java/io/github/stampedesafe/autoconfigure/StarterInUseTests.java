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

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.engine.SingleFlightCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What makes the starter begin in an application. */
class StarterInUseTests {

    private static final ApplicationContextRunner PLAIN = new ApplicationContextRunner()
        .withPropertyValues("spring.data.redis.port=1")
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AopAutoConfiguration.class,
                TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

    @Test
    void aLazyBeanThatIsDeclaredIsAUse() {
        withStarter(PLAIN).withUserConfiguration(LazyShop.class).run((context) -> {
            assertThat(context.getBean(Contexts.Shop.class).totals("DE")).isEqualTo("DE");
            assertThat(context.getBeanFactory().containsSingleton("stampedeSafeEngine")).isTrue();
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .contains("stampede-safe-signals");
        });
    }

    @Test
    void beginsWithTheCachesThatSomethingAsksFor() {
        withStarter(PLAIN).run((context) -> {
            assertThat(
                    context.getBean(StampedeSafeCaches.class).cache("totals").get("DE", String.class, () -> "loaded"))
                .isEqualTo("loaded");
            assertThat(context.getBean(SingleFlightCache.class)).isNotNull();
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .contains("stampede-safe-signals"));
        });
    }

    private static ApplicationContextRunner withStarter(ApplicationContextRunner application) {
        return application.withConfiguration(AutoConfigurations.of(StampedeSafeAutoConfiguration.class,
                StampedeSafeActuatorAutoConfiguration.class, StampedeSafeMetricsAutoConfiguration.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyShop {

        @Bean
        @Lazy
        Contexts.Shop shop() {
            return new Contexts.Shop();
        }

    }

}
