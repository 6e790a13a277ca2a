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

package io.github.stampedesafe.sample.local;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class UnsetConditionTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Subject.class);

    @Test
    void matchesIfNoneIsSet() {
        this.runner
            .withPropertyValues("spring.data.redisson=1", "spring.data.web.sort=1", "spring.datasource.name=shop")
            .run((context) -> assertThat(context).hasBean("subject"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "spring.data.redis.host=a", "spring.data.redis.port=1", "spring.data.redis.url=redis://a",
            "spring.data.redis.cluster.nodes[0]=a:1", "spring.data.redis.sentinel.master=m",
            "spring.datasource.url=jdbc:h2:mem:a" })
    void doesNotMatchIfOneOrAnythingBelowOneIsSet(String property) {
        this.runner.withPropertyValues(property).run((context) -> assertThat(context).doesNotHaveBean("subject"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Subject {

        @Bean
        @ConditionalOnUnset({ "spring.data.redis", "spring.datasource.url" })
        String subject() {
            return "subject";
        }

    }

}
