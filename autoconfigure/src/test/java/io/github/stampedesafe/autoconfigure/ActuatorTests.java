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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.actuate.EndpointContext;
import io.github.stampedesafe.actuate.StampedeSafeEndpoint;
import io.github.stampedesafe.actuate.StampedeSafeEndpointWebExtension;
import io.github.stampedesafe.actuate.StampedeSafeHealthIndicator;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.UncachedCaches;

import static org.assertj.core.api.Assertions.assertThat;

/** When there is an endpoint and a health indicator, and when not. */
class ActuatorTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=stampedesafe";

    private final ApplicationContextRunner runner = Contexts.withoutRedis()
        .withConfiguration(AutoConfigurations.of(StampedeSafeActuatorAutoConfiguration.class));

    @Test
    void theEndpointIsThereOnlyWhereItIsExposed() {
        this.runner.run((context) -> assertThat(context).doesNotHaveBean(StampedeSafeEndpoint.class)
            .doesNotHaveBean(EndpointContext.class)
            .hasSingleBean(StampedeSafeHealthIndicator.class));
        this.runner.withPropertyValues(EXPOSED)
            .run((context) -> assertThat(context).hasSingleBean(StampedeSafeEndpoint.class)
                .hasSingleBean(StampedeSafeEndpointWebExtension.class));
        this.runner.withPropertyValues(EXPOSED, "management.endpoint.stampedesafe.access=NONE")
            .run((context) -> assertThat(context).doesNotHaveBean(StampedeSafeEndpoint.class));
        this.runner.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*")
            .run((context) -> assertThat(context).hasSingleBean(StampedeSafeEndpoint.class)
                .doesNotHaveBean(StampedeSafeEndpointWebExtension.class));
    }

    @Test
    void theHealthIndicatorCanBeSwitchedOff() {
        this.runner.withPropertyValues("management.health.stampedeSafe.enabled=false")
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StampedeSafeHealthIndicator.class));
    }

    @Test
    void switchedOffThereIsNeither() {
        this.runner.withPropertyValues(EXPOSED, "stampede-safe.enabled=false")
            .run((context) -> assertThat(context).hasNotFailed()
                .doesNotHaveBean(StampedeSafeEndpoint.class)
                .doesNotHaveBean(StampedeSafeHealthIndicator.class));
    }

    @Test
    void withoutActuatorEverythingElseWorks() {
        this.runner.withPropertyValues(EXPOSED)
            .withClassLoader(
                    new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(SingleFlightCache.class)
                .doesNotHaveBean(StampedeSafeEndpoint.class)
                .doesNotHaveBean(StampedeSafeEndpointProperties.class)
                .doesNotHaveBean(StampedeSafeHealthIndicator.class));
    }

    @Test
    void withoutHealthThereIsStillTheEndpoint() {
        this.runner.withPropertyValues(EXPOSED)
            .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(StampedeSafeEndpoint.class)
                .doesNotHaveBean(StampedeSafeHealthIndicator.class));
    }

    @Test
    void theApplicationsBeansReplaceOurs() {
        EndpointContext endpointContext = new EndpointContext(Mockito.mock(SingleFlightCache.class), List::of,
                new CacheStatistics(), new UncachedCaches(), (key, life) -> null, () -> null, () -> null,
                (key) -> false);
        StampedeSafeEndpoint endpoint = new StampedeSafeEndpoint(endpointContext, Show.NEVER);
        StampedeSafeEndpointWebExtension extension = new StampedeSafeEndpointWebExtension(endpoint, Show.NEVER,
                Set.of());
        HealthIndicator health = Mockito.mock(HealthIndicator.class);
        this.runner.withPropertyValues(EXPOSED)
            .withBean("one", EndpointContext.class, () -> endpointContext)
            .withBean("two", StampedeSafeEndpoint.class, () -> endpoint)
            .withBean("three", StampedeSafeEndpointWebExtension.class, () -> extension)
            .withBean("stampedeSafeHealthIndicator", HealthIndicator.class, () -> health)
            .run((context) -> {
                assertThat(context.getBean(EndpointContext.class)).isSameAs(endpointContext);
                assertThat(context.getBean(StampedeSafeEndpoint.class)).isSameAs(endpoint);
                assertThat(context.getBean(StampedeSafeEndpointWebExtension.class)).isSameAs(extension);
                assertThat(context.getBean(HealthIndicator.class)).isSameAs(health);
            });
    }

    @Test
    void keysAreHiddenUnlessTheApplicationSaysOtherwise() {
        this.runner.withPropertyValues(EXPOSED)
            .run((context) -> assertThat(context.getBean(StampedeSafeEndpointProperties.class))
                .isEqualTo(new StampedeSafeEndpointProperties(Show.NEVER, Set.of())));
        this.runner
            .withPropertyValues(EXPOSED, "management.endpoint.stampedesafe.show-keys=when-authorized",
                    "management.endpoint.stampedesafe.roles=operator,admin")
            .run((context) -> assertThat(context.getBean(StampedeSafeEndpointProperties.class))
                .isEqualTo(new StampedeSafeEndpointProperties(Show.WHEN_AUTHORIZED, Set.of("operator", "admin"))));
    }

    @Test
    void everyRegisteredAutoConfigurationExists() throws IOException {
        String imports = "/META-INF/spring/" + AutoConfiguration.class.getName() + ".imports";
        try (InputStream file = getClass().getResourceAsStream(imports)) {
            String names = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(names.lines()).containsExactlyInAnyOrder(StampedeSafeAutoConfiguration.class.getName(),
                    StampedeSafeActuatorAutoConfiguration.class.getName(),
                    StampedeSafeMetricsAutoConfiguration.class.getName());
            assertThat(names.lines()).allMatch((name) -> ClassUtils.isPresent(name, null));
        }
    }

}
