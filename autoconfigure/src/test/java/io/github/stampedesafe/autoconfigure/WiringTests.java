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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.mockito.Mockito;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.annotation.StampedeSafeJsonMapper;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.KeyLayout;
import io.github.stampedesafe.redis.SerializerCodec;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

import static org.assertj.core.api.Assertions.assertThat;

class WiringTests {

    private final ApplicationContextRunner runner = Contexts.withoutRedis();

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(StampedeSafeAutoConfiguration.class))
        .withBean(EntryStore.class, () -> Mockito.mock(EntryStore.class))
        .withBean(LeaseProvider.class, () -> (key, life) -> CompletableFuture.completedFuture(null));

    @Test
    void keysBeginWithTheNameOfTheApplication() {
        CacheKey key = new CacheKey("totals", "DE");
        this.bare.run((context) -> assertThat(context.getBean(KeyLayout.class).entry(key))
            .isEqualTo("stampede-safe:{totals:DE}"));
        this.bare.withPropertyValues("spring.application.name=shop")
            .run((context) -> assertThat(context.getBean(KeyLayout.class).entry(key)).isEqualTo("shop:{totals:DE}"));
        this.bare.withPropertyValues("spring.application.name=shop", "stampede-safe.key-prefix=")
            .run((context) -> assertThat(context.getBean(KeyLayout.class).entry(key)).isEqualTo("{totals:DE}"));
    }

    @Test
    void beansAreProxiedWithoutBootsHelp() {
        this.bare.withBean(Shop.class)
            .run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean(Shop.class))).isTrue());
    }

    @Test
    void beansAreProxiedAsBootIsTold() {
        this.bare.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
            .withPropertyValues("spring.aop.proxy-target-class=false")
            .withBean(Shop.class)
            .run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Sells.class))).isTrue());
        this.bare.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
            .withBean(Shop.class)
            .run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean(Shop.class))).isTrue());
        this.bare.withPropertyValues("spring.aop.auto=false")
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
            .withBean(Shop.class)
            .run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Shop.class))).isTrue());
    }

    @Test
    void theOrderOfTheAdvisorIsAProperty() {
        this.bare.run((context) -> assertThat(context.getBean(StampedeSafeAdvisor.class).getOrder())
            .isEqualTo(StampedeSafeAdvisor.DEFAULT_ORDER)
            .isEqualTo(context.getBean(StampedeSafeProperties.class).order()));
        this.bare.withPropertyValues("stampede-safe.order=7")
            .run((context) -> assertThat(context.getBean(StampedeSafeAdvisor.class).getOrder()).isEqualTo(7));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void refreshesRunOnVirtualThreadsWhereBootHasThemOn() {
        this.bare.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
            Executor refreshes = context.getBean("stampedeSafeRefreshExecutor", Executor.class);
            Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, refreshes).join();
            assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        });
    }

    @Test
    void aSerializerThatNoPropertyNamesWritesNoCache() {
        this.bare.withBean("templateKeys", RedisSerializer.class, RedisSerializer::string)
            .run((context) -> assertThat(codec(context.getBean(CacheCodecs.class), "any"))
                .isNotInstanceOf(SerializerCodec.class));
        this.bare.withBean("one", RedisSerializer.class, RedisSerializer::java)
            .withBean("two", RedisSerializer.class, RedisSerializer::string)
            .run((context) -> assertThat(codec(context.getBean(CacheCodecs.class), "any"))
                .isNotInstanceOf(SerializerCodec.class));
    }

    @Test
    void aSerializerMeantForOneCacheWritesThatCacheOnly() {
        this.bare.withBean("text", RedisSerializer.class, RedisSerializer::string)
            .withPropertyValues("stampede-safe.caches.totals.serializer=text")
            .run((context) -> {
                CacheCodecs codecs = context.getBean(CacheCodecs.class);
                assertThat(codec(codecs, "any")).isNotInstanceOf(SerializerCodec.class);
                assertThat(codec(codecs, "totals")).isInstanceOf(SerializerCodec.class);
            });
    }

    @Test
    void aCacheNamesItsSerializer() {
        this.bare.withBean("one", RedisSerializer.class, RedisSerializer::java)
            .withBean("two", RedisSerializer.class, RedisSerializer::string)
            .withPropertyValues("stampede-safe.caches.totals.serializer=two")
            .run((context) -> {
                CacheCodecs codecs = context.getBean(CacheCodecs.class);
                assertThat(codec(codecs, "any")).isNotInstanceOf(SerializerCodec.class);
                assertThat(codec(codecs, "totals").write("x")).isEqualTo(new byte[] { 'x' });
            });
    }

    @Test
    void theDefaultsNameTheSerializerOfAllOtherCaches() {
        this.bare.withBean("one", RedisSerializer.class, RedisSerializer::java)
            .withBean("two", RedisSerializer.class, RedisSerializer::string)
            .withPropertyValues("stampede-safe.caches.totals.serializer=one", "stampede-safe.defaults.serializer=two")
            .run((context) -> {
                CacheCodecs codecs = context.getBean(CacheCodecs.class);
                assertThat(codec(codecs, "any").write("x")).isEqualTo(new byte[] { 'x' });
                assertThat(codec(codecs, "totals").write("x")).hasSizeGreaterThan(1);
            });
    }

    @Test
    void codecsOfTheApplicationWriteTheCachesForWhichNoSerializerIsNamed() {
        PayloadCodec theirs = Mockito.mock(PayloadCodec.class);
        this.bare.withBean(PayloadCodecs.class, () -> (cache, type) -> theirs)
            .withBean("text", RedisSerializer.class, RedisSerializer::string)
            .withPropertyValues("stampede-safe.caches.totals.serializer=text")
            .run((context) -> {
                CacheCodecs codecs = context.getBean(CacheCodecs.class);
                assertThat(codec(codecs, "any")).isSameAs(theirs);
                assertThat(codec(codecs, "totals").write("x")).isEqualTo(new byte[] { 'x' });
            });
    }

    @Test
    void aSerializerThatIsNoBeanIsRefusedBesideCodecsOfTheApplicationToo() {
        this.bare.withBean(PayloadCodecs.class, () -> (cache, type) -> Mockito.mock(PayloadCodec.class))
            .withPropertyValues("stampede-safe.defaults.serializer=none")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .hasMessage("'stampede-safe.defaults.serializer' must name a RedisSerializer bean but is 'none'. Write "
                        + "the name of such a bean, or leave the property out to store JSON."));
    }

    @Test
    void onlyTheMarkedJsonMapperWritesValues() {
        String written = "{\"percent\":5}";
        this.bare.withUserConfiguration(Mappers.class)
            .run((context) -> assertThat(json(context.getBean(CacheCodecs.class))).isEqualTo("{\"Percent\":5}"));
        this.bare.withBean("forTheWeb", JsonMapper.class,
                () -> JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).build())
            .run((context) -> assertThat(json(context.getBean(CacheCodecs.class))).isEqualTo(written));
    }

    private static String json(CacheCodecs codecs) {
        return new String(codecs.codec("rates", Rate.class).write(new Rate(5)), StandardCharsets.UTF_8);
    }

    private static PayloadCodec codec(CacheCodecs codecs, String cache) {
        return codecs.codec(cache, String.class);
    }

    record Rate(int percent) {
    }

    @Configuration(proxyBeanMethods = false)
    static class Mappers {

        @Bean
        JsonMapper forTheWeb() {
            return JsonMapper.shared();
        }

        @Bean(defaultCandidate = false)
        @StampedeSafeJsonMapper
        JsonMapper forTheCache() {
            return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).build();
        }

    }

    interface Sells {

        String totals(String country);

    }

    static class Shop implements Sells {

        @Override
        @StampedeSafeCacheable("totals")
        public String totals(String country) {
            return country;
        }

    }

}
