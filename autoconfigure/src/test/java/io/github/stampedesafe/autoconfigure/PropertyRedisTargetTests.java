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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where Redis is, in an application without Boot's Redis module. */
class PropertyRedisTargetTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(StampedeSafeAutoConfiguration.class, SslAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.data"));

    private final ApplicationContextRunner boots = new ApplicationContextRunner().withConfiguration(AutoConfigurations
        .of(StampedeSafeAutoConfiguration.class, SslAutoConfiguration.class, DataRedisAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(strings = { "timeout=1s", "host=redis.example", "host=redis.example;port=7;database=3",
            "username=shop;password=p:a@s", "password=secret", "url=redis://redis.example:7/8",
            "url=redis://redis.example:7", "url=redis://redis.example:7/", "url=redis://:secret@redis.example:7",
            "url=redis://secret@redis.example:7", "url=redis://shop:p%3Aa%40s@redis.example:7;host=other;database=5",
            "url=rediss://redis.example:7/2", "url=redis://[::1]:7/1", "ssl.enabled=true", "ssl.bundle=ours",
            "ssl.bundle=ours;ssl.enabled=false",
            "sentinel.master=main;sentinel.nodes=a:1,b:2;sentinel.username=watch;sentinel.password=er;database=4",
            "sentinel.master=main;sentinel.nodes=[::1]:1;url=redis://shop:secret@ignored:1/6",
            "cluster.nodes=a:1,b:2;password=secret", "cluster.nodes[0]=a:1;cluster.nodes[1]=b:2" })
    void isReadAsBootReadsIt(String properties) {
        String[] values = properties.replaceAll("(^|;)", "$1spring.data.redis.").split(";");
        String certificate = "spring.ssl.bundle.jks.ours.options.ciphers=any";
        AtomicReference<RedisTarget> expected = new AtomicReference<>();
        this.boots.withPropertyValues(values)
            .withPropertyValues(certificate)
            .run((context) -> expected.set(context.getBean(RedisTarget.class)));
        this.runner.withPropertyValues(values).withPropertyValues(certificate).run((context) -> {
            RedisTarget target = context.getBean(RedisTarget.class);
            assertThat(target.place()).isEqualTo(expected.get().place());
            assertThat(target.credentials()).isEqualTo(expected.get().credentials());
            assertThat(target.isTls()).isEqualTo(expected.get().isTls());
            assertThat(target.sslBundle() != null).isEqualTo(expected.get().sslBundle() != null);
        });
    }

    @Test
    void isLocalhostByDefault() {
        this.runner.run((context) -> assertThat(context.getBean(RedisTarget.class))
            .isEqualTo(new RedisTarget(new Server(new Node("localhost", 6379), 0), Credentials.NONE, false, null)));
    }

    /** Boot's own connections cannot be made from such an URL. */
    @Test
    void anUrlWithoutAPortMeansTheUsualOne() {
        this.runner.withPropertyValues("spring.data.redis.url=redis://redis.example")
            .run((context) -> assertThat(context.getBean(RedisTarget.class).place())
                .isEqualTo(new Server(new Node("redis.example", 6379), 0)));
    }

    @Test
    void isReadByOurselvesIfBootsModuleIsSwitchedOff() {
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(StampedeSafeAutoConfiguration.class, SslAutoConfiguration.class))
            .withPropertyValues("spring.data.redis.host=redis.example")
            .run((context) -> assertThat(context.getBean(RedisTarget.class).place())
                .isEqualTo(new Server(new Node("redis.example", 6379), 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    url=http://shop:secret@redis.example | 'spring.data.redis.url' is not an URL with the scheme 'redis' or 'rediss' and a valid host name.
                    url=redis://shop:secret@my_redis:1   | 'spring.data.redis.url' is not an URL with the scheme 'redis' or 'rediss' and a valid host name.
                    url=redis://shop:sec ret@redis:1     | 'spring.data.redis.url' is not an URL with the scheme 'redis' or 'rediss' and a valid host name.
                    url=redis://redis.example:1/first    | 'spring.data.redis.url' must end with the number of a database but ends with 'first'.
                    cluster.nodes=redis-1,redis-2:6379   | 'spring.data.redis.cluster.nodes' must list host and port of each node but contains 'redis-1'.
                    cluster.nodes=redis-1:port           | 'spring.data.redis.cluster.nodes' must list host and port of each node but contains 'redis-1:port'.
                    sentinel.nodes=a:1                   | 'spring.data.redis.sentinel.nodes' is set, but nothing says which master the sentinels watch.
                    masterreplica.nodes=a:1              | 'spring.data.redis.masterreplica' is set, and that list does not say where signals can be heard.
                    """)
    void aMistakeIsExplainedAndNoPasswordPrinted(String property, String description) {
        this.runner.withPropertyValues("spring.data.redis." + property).run((context) -> {
            assertThatThrownBy(() -> context.getBean(RedisTarget.class)).rootCause()
                .isInstanceOf(InvalidSettingException.class)
                .message()
                .startsWith(description + " ")
                .doesNotContain("secret", "sec ret");
        });
    }

}
