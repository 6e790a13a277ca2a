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

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.policy.Policies;

import static org.assertj.core.api.Assertions.assertThat;

/** Every property that somebody writes, wherever, is applied or refused. */
@ExtendWith(OutputCaptureExtension.class)
class WrittenSettingsTests {

    private final ApplicationContextRunner runner = Contexts.withoutRedis();

    static class Products {

        @StampedeSafeCacheable("products")
        public String product(String id) {
            return id;
        }

    }

    static class Totals {

        @StampedeSafeCacheable("userTotals")
        public String total(String id) {
            return id;
        }

        @StampedeSafeCacheable("user.totals-of_all")
        public String totalOfAll(String id) {
            return id;
        }

    }

    static class Twins {

        @StampedeSafeCacheable("user-names")
        public String one(String id) {
            return id;
        }

        @StampedeSafeCacheable("userNames")
        public String two(String id) {
            return id;
        }

    }

    static class Mistaken {

        @StampedeSafeCacheable(cacheName = "a", ttl = "5")
        public String call(String id) {
            return id;
        }

    }

    static class Code {

        Code(StampedeSafeCaches caches) {
        }

    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    defaults.tll=5m             | There is no property 'stampede-safe.defaults.tll', which is set in test.             | Did you mean 'stampede-safe.defaults.ttl'?
                    default.ttl=5m              | There is no property 'stampede-safe.default.ttl', which is set in test.              | Did you mean 'stampede-safe.defaults.ttl'?
                    ttl=5m                      | There is no property 'stampede-safe.ttl', which is set in test.                      | Did you mean 'stampede-safe.defaults.ttl'?
                    caches.totals.stale-if-eror=5m | There is no property 'stampede-safe.caches.totals.stale-if-eror', which is set in test. | Did you mean 'stampede-safe.caches.totals.stale-if-error'?
                    chaches.totals.ttl=5m       | There is no property 'stampede-safe.chaches.totals.ttl', which is set in test.       | Did you mean 'stampede-safe.caches.totals.ttl'?
                    caches.totals=5m            | There is no property 'stampede-safe.caches.totals', which is set in test.            | Remove it, or write one that is listed in the configuration page of Stampede Safe.
                    nonsense.of.mine=5m         | There is no property 'stampede-safe.nonsense.of.mine', which is set in test.         | Remove it, or write one that is listed in the configuration page of Stampede Safe.
                    health.masking-after=5m     | The property 'stampede-safe.health.masking-after', which is set in test, is called 'stampede-safe.stale-alert-after' now. | Rename it.
                    health.maskingAfter=5m      | The property 'stampede-safe.health.maskingAfter', which is set in test, is called 'stampede-safe.stale-alert-after' now. | Rename it.
                    stale-alert-after=0s        | 'stampede-safe.stale-alert-after' must be between 1s and 30d but is '0s'.                    | Write a duration such as '5m'.
                    defaults.ttl=5              | 'stampede-safe.defaults.ttl' must have a unit but is '5', set in test.                       | Write '5s', or '5ms' for milliseconds.
                    redis.timeout=500           | 'stampede-safe.redis.timeout' must have a unit but is '500', set in test.                    | Write '500s', or '500ms' for milliseconds.
                    lease=-5                    | 'stampede-safe.lease' must have a unit but is '-5', set in test.                             | Write '-5s', or '-5ms' for milliseconds.
                    hot-keys.idle-after=60      | 'stampede-safe.hot-keys.idle-after' must have a unit but is '60', set in test.               | Write '60s', or '60ms' for milliseconds.
                    caches.totals.hot-keys.refresh-ahead=60 | 'stampede-safe.caches.totals.hot-keys.refresh-ahead' must have a unit but is '60', set in test. | Write '60s', or '60ms' for milliseconds.
                    defaults.ttl=0              | 'stampede-safe.defaults.ttl' must be positive but is '0s'.                                   | Write a duration such as '10m'.
                    defaults.ttl=soon           | 'stampede-safe.defaults.ttl' must be a duration but is 'soon', set in test.                  | Write a duration such as '10m'.
                    caches[a.b].ttl=soon        | 'stampede-safe.caches[a.b].ttl' must be a duration but is 'soon', set in test.               | Write a duration such as '10m'.
                    redis.on-failure=panic      | 'stampede-safe.redis.on-failure' must be 'load' or 'fail' but is 'panic', set in test.       | Write one of them.
                    refresh.threads=many        | 'stampede-safe.refresh.threads' must be a whole number but is 'many', set in test.           | Write a number such as '8'.
                    refresh.threads=8.5         | 'stampede-safe.refresh.threads' must be a whole number but is '8.5', set in test.            | Write a number such as '8'.
                    order=first                 | 'stampede-safe.order' must be a whole number but is 'first', set in test.                    | Write a number such as '8'.
                    defaults.jitter=some        | 'stampede-safe.defaults.jitter' must be a number but is 'some', set in test.                 | Write a number such as '0.5'.
                    hot-keys.enabled=maybe      | 'stampede-safe.hot-keys.enabled' must be 'true' or 'false' but is 'maybe', set in test.      | Write one of them.
                    enabled=flase               | 'stampede-safe.enabled' must be 'true' or 'false' but is 'flase', set in test.               | Write one of them.
                    defaults.ttl=${nobody.knows} | 'stampede-safe.defaults.ttl' must have no unknown placeholder but is '${nobody.knows}', set in test. | Define the property, or give it a default such as '${totals.ttl:10m}'.
                    """)
    void aPropertyThatIsNotAppliedIsRefused(String property, String description, String action) {
        assertThat(failure(this.runner.withPropertyValues("stampede-safe." + property)))
            .isEqualTo(description + "\n" + action);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    STAMPEDE_SAFE_DEFAULTS_TLL         | 5m   | There is no property 'STAMPEDE_SAFE_DEFAULTS_TLL', which is set in the environment.      | Did you mean 'STAMPEDE_SAFE_DEFAULTS_TTL'?
                    STAMPEDE_SAFE_CACHES_TOTALS_TLL    | 5m   | There is no property 'STAMPEDE_SAFE_CACHES_TOTALS_TLL', which is set in the environment. | Did you mean 'STAMPEDE_SAFE_CACHES_TOTALS_TTL'?
                    STAMPEDE_SAFE_HEALTH_MASKING_AFTER | 5m   | The property 'STAMPEDE_SAFE_HEALTH_MASKING_AFTER', which is set in the environment, is called 'STAMPEDE_SAFE_STALE_ALERT_AFTER' now. | Rename it.
                    STAMPEDE_SAFE_DEFAULTS_TTL         | 5    | 'STAMPEDE_SAFE_DEFAULTS_TTL' must have a unit but is '5', set in the environment.                | Write '5s', or '5ms' for milliseconds.
                    STAMPEDESAFE_CACHES_TOTALS_NULLTTL | soon | 'STAMPEDESAFE_CACHES_TOTALS_NULLTTL' must be a duration but is 'soon', set in the environment.   | Write a duration such as '10m'.
                    STAMPEDE_SAFE_ENABLED              | on!  | 'STAMPEDE_SAFE_ENABLED' must be 'true' or 'false' but is 'on!', set in the environment.          | Write one of them.
                    """)
    void aVariableThatIsNotAppliedIsRefused(String name, String value, String description, String action) {
        assertThat(failure(variables(Map.of(name, value)))).isEqualTo(description + "\n" + action);
    }

    @ParameterizedTest
    @ValueSource(strings = { "STAMPEDE_SAFE_CACHES_USERTOTALS_STALE_IF_ERROR",
            "STAMPEDE_SAFE_CACHES_USER_TOTALS_STALE_IF_ERROR", "STAMPEDESAFE_CACHES_USERTOTALS_STALEIFERROR",
            "STAMPEDESAFE_CACHES_USERTOTALS_STALE_IF_ERROR", "stampede_safe_caches_usertotals_stale_if_error" })
    void aVariableReachesItsCacheHoweverItIsSpelled(String name) {
        variables(Map.of(name, "7m")).withBean(Totals.class).run((context) -> {
            assertThat(context).hasNotFailed();
            Policies policies = context.getBean(Policies.class);
            assertThat(policies.policy("userTotals", null).staleIfError()).isEqualTo(Duration.ofMinutes(7));
            assertThat(policies.policy("user-totals", null).staleIfError()).isEqualTo(Duration.ofMinutes(7));
            assertThat(policies.policy("others", null).staleIfError()).isZero();
        });
    }

    @Test
    void aVariableOfACacheWinsOverTheFileAndYieldsToACommandLine() {
        variables(new TreeMap<>(
                Map.of("STAMPEDE_SAFE_CACHES_USER_TOTALS_OF_ALL_TTL", "7m", "STAMPEDE_SAFE_CACHES_USERTOTALS_TTL", "8m",
                        "STAMPEDE_SAFE_DEFAULTS_NULL_TTL", "9m", "STAMPEDESAFE_DEFAULTS_FAILURE_TTL", "6m")))
            .withInitializer((context) -> context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource("file",
                        Map.of("stampede-safe.caches[user.totals-of_all].ttl", "1m",
                                "stampede-safe.caches[user.totals-of_all].null-ttl", "2m",
                                "stampede-safe.caches.userTotals.ttl", "3m", "stampede-safe.caches.userTotals.null-ttl",
                                "4m"))))
            .withInitializer((context) -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("command line",
                        Map.of("stampede-safe.caches.user-totals.failure-ttl", "5m"))))
            .withBean(Totals.class)
            .run((context) -> {
                assertThat(context).hasNotFailed();
                Policies policies = context.getBean(Policies.class);
                assertThat(policies.policy("user.totals-of_all", null).ttl()).isEqualTo(Duration.ofMinutes(7));
                assertThat(policies.policy("user.totals-of_all", null).nullTtl()).isEqualTo(Duration.ofMinutes(2));
                assertThat(policies.policy("userTotals", null).ttl()).isEqualTo(Duration.ofMinutes(8));
                assertThat(policies.policy("userTotals", null).nullTtl()).isEqualTo(Duration.ofMinutes(4));
                assertThat(policies.policy("userTotals", null).failureTtl()).isEqualTo(Duration.ofMinutes(5));
                assertThat(policies.policy("any", null).nullTtl()).isEqualTo(Duration.ofMinutes(9));
                assertThat(policies.policy("any", null).failureTtl()).isEqualTo(Duration.ofMinutes(6));
            });
    }

    @Test
    void whatKubernetesTellsOfAServiceIsNoProperty() {
        variables(Map.of("STAMPEDE_SAFE_SAMPLE_SERVICE_HOST", "10.0.0.1", "STAMPEDE_SAFE_SAMPLE_PORT",
                "tcp://10.0.0.1:80", "STAMPEDE_SAFE_SAMPLE_PORT_80_TCP_ADDR", "10.0.0.1",
                "STAMPEDE_SAFE_SAMPLE_SERVICE_PORT_HTTP", "80", "STAMPEDESAFER", "no", "STAMPEDE_HOME", "/"))
            .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void aCacheThatIsMisspelledIsRefused() {
        assertThat(failure(
                this.runner.withBean(Products.class).withPropertyValues("stampede-safe.caches.prodcuts.ttl=5m")))
            .isEqualTo("'stampede-safe.caches.prodcuts' is set, but there is no cache 'prodcuts'.\n"
                    + "Did you mean 'stampede-safe.caches.products'?");
    }

    @Test
    void aCacheThatOnlyCodeMayUseIsWarnedOf(CapturedOutput output) {
        this.runner.withBean(Products.class)
            .withBean(Code.class)
            .withPropertyValues("stampede-safe.caches.prodcuts.ttl=5m", "stampede-safe.caches.reports.ttl=5m",
                    "stampede-safe.caches.products.ttl=5m")
            .run((context) -> assertThat(context).hasNotFailed());
        assertThat(output)
            .containsOnlyOnce("'stampede-safe.caches.reports' is set, but no method names cache 'reports'. "
                    + "Remove the properties, or ask StampedeSafeCaches for the cache in code.")
            .containsOnlyOnce("'stampede-safe.caches.prodcuts' is set, but no method names cache 'prodcuts'. Did you "
                    + "mean 'stampede-safe.caches.products'? Otherwise ask StampedeSafeCaches for the cache in code.");
    }

    @Test
    void aPropertyOfTwoCachesAlikeIsRefused() {
        assertThat(
                failure(this.runner.withBean(Twins.class).withPropertyValues("stampede-safe.caches.user-names.ttl=5m")))
            .isEqualTo(
                    "'stampede-safe.caches.user-names' is set for caches 'user-names' and 'userNames' alike, because "
                            + "names of properties are compared without case and separators.\nRename one of them.");
    }

    @Test
    void twoCachesAlikeMayBeTuned() {
        this.runner.withBean(Twins.class)
            .withPropertyValues("stampede-safe.caches[user-names].ttl=5m", "stampede-safe.caches[userNames].ttl=6m")
            .run((context) -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(Policies.class).policy("user-names", null).ttl()).hasMinutes(5);
                assertThat(context.getBean(Policies.class).policy("userNames", null).ttl()).hasMinutes(6);
            });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    defaults.ttl=0s              | 'stampede-safe.defaults.ttl' must be positive but is '0s'.
                    hot-keys.top=0               | 'stampede-safe.hot-keys.top' must be between 1 and 10000 but is '0'.
                    caches.a.hot-keys.top=0      | 'stampede-safe.caches.a.hot-keys.top' must be between 1 and 10000 but is '0'.
                    defaults.serializer=none     | 'stampede-safe.defaults.serializer' must name a RedisSerializer bean but is 'none'.
                    lease=1ms                    | 'stampede-safe.lease' must be between 100ms and 1h but is '1ms'.
                    """)
    void propertiesAreCheckedAtALazyStart(String property, String description) {
        assertThat(failure(lazily(this.runner).withPropertyValues("stampede-safe." + property)))
            .startsWith(description + "\n");
    }

    @Test
    void annotationsAreCheckedAtALazyStart() {
        assertThat(failure(lazily(this.runner).withBean(Mistaken.class)))
            .isEqualTo("'ttl' must have a unit but is '5' on Mistaken.call(String).\n"
                    + "Write '5s', or '5ms' for milliseconds, or leave it out to use 'stampede-safe.defaults.ttl'.");
    }

    @Test
    void emptyGroupsOfAFileAreNoProperties() {
        this.runner
            .withPropertyValues("stampede-safe.caches=", "stampede-safe.caches.totals=", "stampede-safe.defaults=")
            .run((context) -> assertThat(context).hasNotFailed());
    }

    private ApplicationContextRunner variables(Map<String, Object> variables) {
        return this.runner.withInitializer((context) -> context.getEnvironment()
            .getPropertySources()
            .addAfter("systemEnvironment", new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
    }

    private static ApplicationContextRunner lazily(ApplicationContextRunner runner) {
        return runner.withInitializer(
                (context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
    }

    private static String failure(ApplicationContextRunner runner) {
        StringBuilder explained = new StringBuilder();
        runner.run((context) -> {
            assertThat(context).hasFailed();
            explained.append(Contexts.explain(context.getStartupFailure()));
        });
        return explained.toString();
    }

}
