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

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

import io.github.stampedesafe.core.Surroundings;

import static org.assertj.core.api.Assertions.assertThat;

/** What background loads have of a context. */
class BackgroundContextTests {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private final ApplicationContextRunner runner = Contexts.withoutRedis();

    @Test
    void theDecoratorOfItsNameSurroundsBackgroundLoads() {
        this.runner.withUserConfiguration(OurDecorator.class)
            .run((context) -> assertThat(tenantOf(context.getBean(Surroundings.class))).isEqualTo("background"));
    }

    @Test
    void aDecoratorOfAnotherNameIsNotMeant() {
        this.runner
            .withBean("asyncDecorator", TaskDecorator.class, () -> new OurDecorator().stampedeSafeTaskDecorator())
            .run((context) -> assertThat(tenantOf(context.getBean(Surroundings.class))).isNull());
    }

    private static @Nullable String tenantOf(Surroundings surroundings) {
        AtomicReference<@Nullable String> tenant = new AtomicReference<>();
        surroundings.context().apply(() -> tenant.set(TENANT.get())).run();
        assertThat(TENANT.get()).isNull();
        return tenant.get();
    }

    @Configuration(proxyBeanMethods = false)
    static class OurDecorator {

        @Bean
        TaskDecorator stampedeSafeTaskDecorator() {
            return (task) -> () -> {
                TENANT.set("background");
                try {
                    task.run();
                }
                finally {
                    TENANT.remove();
                }
            };
        }

    }

}
