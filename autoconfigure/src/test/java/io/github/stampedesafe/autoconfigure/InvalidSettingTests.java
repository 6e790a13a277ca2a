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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.redisson.api.RedissonClient;
import org.redisson.config.NameMapper;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each wrong setting stops the start with sentences, asserted whole. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingTests {

    private final ApplicationContextRunner runner = Contexts.inUse();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    lease=99ms              | 'stampede-safe.lease' must be between 100ms and 1h but is '99ms'.                          | Write a duration such as '5s'.
                    lease=-5s               | 'stampede-safe.lease' must be between 100ms and 1h but is '-5s'.                           | Write a duration such as '5s'.
                    lease=2h                | 'stampede-safe.lease' must be between 100ms and 1h but is '2h'.                            | Write a duration such as '5s'.
                    redis.timeout=0s        | 'stampede-safe.redis.timeout' must be between 1ms and 1m but is '0s'.                      | Write a duration such as '500ms'.
                    redis.timeout=90s       | 'stampede-safe.redis.timeout' must be between 1ms and 1m but is '90s'.                     | Write a duration such as '500ms'.
                    redis.outage-ttl=-1s    | 'stampede-safe.redis.outage-ttl' must be between 0s and 1h but is '-1s'.                   | Write a duration such as '1s'.
                    refresh.threads=0       | 'stampede-safe.refresh.threads' must be between 1 and 10000 but is '0'.                    | Write a number in that range.
                    refresh.queue=-1        | 'stampede-safe.refresh.queue' must be between 0 and 1000000 but is '-1'.                   | Write a number in that range.
                    key-prefix={shop}:      | 'stampede-safe.key-prefix' must not contain a brace but is '{shop}:', and Redis keys begin with it. | Set 'stampede-safe.key-prefix' to a text without braces such as 'shop:'.
                    defaults.ttl=0s         | 'stampede-safe.defaults.ttl' must be positive but is '0s'.                                 | Write a duration such as '10m'.
                    caches.totals.ttl=-5s   | 'stampede-safe.caches.totals.ttl' must be positive but is '-5s'.                           | Write a duration such as '10m'.
                    caches.totals.jitter=2  | 'stampede-safe.caches.totals.jitter' must be between 0 and 0.9 but is '2.0'.               | Write a share of the ttl such as '0.1'.
                    caches[a b].ttl=5s      | 'stampede-safe.caches.cache-name' must have at least one character and no colon, brace, blank or control character but is 'a b'. | Write a name such as 'totals'.
                    caches.totals.serializer=none | 'stampede-safe.caches.totals.serializer' must name a RedisSerializer bean but is 'none'. | Write the name of such a bean, or leave the property out to store JSON.
                    defaults.serializer=redisConnectionFactory | 'stampede-safe.defaults.serializer' must name a RedisSerializer bean but is 'redisConnectionFactory'. | Write the name of such a bean, or leave the property out to store JSON.
                    redis.redisson=shared   | 'stampede-safe.redis.redisson' is 'shared', but there is not exactly one RedissonClient bean to share. | Define one, mark one of several as @Primary, or set the property to 'own'.
                    """)
    void aWrongPropertyIsExplained(String property, String description, String action) {
        assertThat(failure(this.runner.withPropertyValues("stampede-safe." + property)))
            .isEqualTo(description + "\n" + action);
    }

    @Test
    void anApplicationNameWithABraceIsExplained() {
        assertThat(failure(this.runner.withPropertyValues("spring.application.name=shop{1}"))).isEqualTo(
                "'spring.application.name' must not contain a brace but is 'shop{1}', and Redis keys begin with it."
                        + "\nSet 'stampede-safe.key-prefix' to a text without braces such as 'shop:'.");
    }

    @Test
    void detailsThatSayNothingAreExplained() {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> BootRedisTarget.of(new Silent(), null))
            .withMessage("The bean of type DataRedisConnectionDetails (" + Silent.class.getName()
                    + ") names neither a server nor sentinels nor a cluster. "
                    + "Let it return one of the three, or remove it and set 'spring.data.redis.host'.");
    }

    @Test
    void aListOfMasterAndReplicasIsExplained() {
        assertThat(failure(this.runner.withPropertyValues("spring.data.redis.masterreplica.nodes=a:1,b:2"))).isEqualTo(
                "'spring.data.redis.masterreplica' is set, and that list does not say where signals can be heard.\n"
                        + "Set 'spring.data.redis.sentinel' or 'spring.data.redis.cluster' instead, or "
                        + "'spring.data.redis.host' to the master's.");
    }

    @Test
    void severalConnectionFactoriesToShareAreExplained() {
        assertThat(failure(this.runner.withPropertyValues("stampede-safe.redis.connection=shared")
            .withBean("one", RedisConnectionFactory.class, () -> Mockito.mock(RedisConnectionFactory.class))
            .withBean("two", RedisConnectionFactory.class, () -> Mockito.mock(RedisConnectionFactory.class))))
            .isEqualTo("'stampede-safe.redis.connection' is 'shared', but there is not exactly one "
                    + "RedisConnectionFactory bean to share.\n"
                    + "Define one, mark one of several as @Primary, or set the property to 'own'.");
    }

    @Test
    void aRedissonThatRenamesLocksIsExplained() {
        NameMapper renaming = Mockito.mock(NameMapper.class, (call) -> "mine:" + call.getArgument(0));
        assertThat(failure(this.runner.withPropertyValues("stampede-safe.redis.redisson=shared")
            .withBean(RedissonClient.class, () -> CoexistenceTests.redisson(renaming)))).isEqualTo(
                    "'stampede-safe.redis.redisson' is 'shared', but the NameMapper of the RedissonClient bean makes "
                            + "'mine:stampede-safe:signals' of 'stampede-safe:signals', and locks must keep their names.\n"
                            + "Set the property to 'own', or take the NameMapper away.");
    }

    @Test
    void redissonMissingOnTheClassPathIsExplained() {
        assertThat(failure(this.runner.withClassLoader(new FilteredClassLoader("org.redisson")))).isEqualTo(
                "There is no bean of type LeaseProvider, and Redisson, on which ours is built, is not on the class "
                        + "path.\nAdd 'org.redisson:redisson', define such a bean, or set 'stampede-safe.enabled' to 'false'.");
    }

    @Test
    void caffeineMissingForANearCacheIsExplained() {
        assertThat(failure(this.runner.withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine"))
            .withPropertyValues("stampede-safe.caches.totals.near-cache=hot"))).isEqualTo(
                    "'stampede-safe.caches.totals.near-cache' is 'hot', but Caffeine, in which near copies are held, is "
                            + "not on the class path.\nAdd 'com.github.ben-manes.caffeine:caffeine', or set the property "
                            + "to 'off'.");
    }

    @Test
    void aNearCacheOfHotKeysThatAreNotCountedIsExplained() {
        assertThat(failure(this.runner.withPropertyValues("stampede-safe.defaults.near-cache=hot",
                "stampede-safe.hot-keys.enabled=false")))
            .isEqualTo("'stampede-safe.defaults.near-cache' is 'hot', but its keys are not counted, so none is hot.\n"
                    + "Remove 'hot-keys.enabled=false', or set the property to 'all' or 'off'.");
    }

    @Test
    void lettuceMissingOnTheClassPathIsExplained() {
        assertThat(failure(this.runner.withClassLoader(new FilteredClassLoader("io.lettuce"))))
            .isEqualTo("'stampede-safe.redis.connection' is 'own', but Lettuce, by which connections are made, is "
                    + "not on the class path.\nAdd 'io.lettuce:lettuce-core', or set the property to 'shared' to use the application's RedisConnectionFactory bean.");
    }

    @Test
    void aUserReadsTheSentencesAndNoStackTrace(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatException().isThrownBy(() -> application.run("--stampede-safe.defaults.ttl=-5s"));
        assertThat(output).contains("Description:", "'stampede-safe.defaults.ttl' must be positive but is '-5s'.",
                "Action:", "Write a duration such as '10m'.");
        assertThat(output).doesNotContain("\tat ");
    }

    private static String failure(ApplicationContextRunner runner) {
        StringBuilder explained = new StringBuilder();
        runner.run((context) -> {
            assertThat(context).hasFailed();
            explained.append(Contexts.explain(context.getStartupFailure()));
        });
        return explained.toString();
    }

    private static final class Silent implements DataRedisConnectionDetails {

    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({ StampedeSafeAutoConfiguration.class, DataRedisAutoConfiguration.class })
    static class Application {

    }

}
