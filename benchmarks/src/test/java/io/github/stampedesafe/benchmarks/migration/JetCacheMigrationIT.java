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

package io.github.stampedesafe.benchmarks.migration;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.acme.tariffs.JetCacheTariffs;
import com.acme.tariffs.Tariff;
import com.acme.tariffs.TariffSource;
import com.acme.tariffs.Tariffs;
import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The application of docs/coming-from-jetcache.md, before. */
@Tag("any-jdk")
class JetCacheMigrationIT {

    private static final TariffSource SOURCE = new TariffSource();

    private static RedisProcess redis;

    private static RedisClient client;

    private static List<AnnotationConfigApplicationContext> instances;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        client = RedisClient.create("redis://%s:%d".formatted(redis.host(), redis.port()));
        instances = Stream.generate(JetCacheMigrationIT::instance).limit(2).toList();
    }

    @AfterAll
    static void stop() {
        instances.forEach(AnnotationConfigApplicationContext::close);
        client.shutdown();
        redis.close();
    }

    @Test
    void withoutProtectionEveryCallerQueriesTheSource() {
        assertThat(rehearsal(Plain::new).queriesForAnAbsentKey(Rehearsal.CALLERS)).isEqualTo(Rehearsal.CALLERS);
    }

    @Test
    void withProtectionOneCallerOfEachInstanceQueriesTheSource() {
        assertThat(rehearsal(Guarded::new).queriesForAnAbsentKey(2)).isEqualTo(2);
    }

    @Test
    void withoutProtectionALoadUndoesAChange() {
        assertThat(rehearsal(Plain::new).percentAfterAChangeDuringALoad()).isEqualTo(Rehearsal.BEFORE);
    }

    @Test
    void withProtectionALoadUndoesAChange() {
        assertThat(rehearsal(Guarded::new).percentAfterAChangeDuringALoad()).isEqualTo(Rehearsal.BEFORE);
    }

    private static Rehearsal rehearsal(Function<JetCacheTariffs, Tariffs> way) {
        return new Rehearsal(SOURCE,
                instances.stream().map((instance) -> way.apply(instance.getBean(JetCacheTariffs.class))).toList());
    }

    private static AnnotationConfigApplicationContext instance() {
        AnnotationConfigApplicationContext instance = new AnnotationConfigApplicationContext();
        instance.registerBean(GlobalCacheConfig.class, JetCacheMigrationIT::configuration);
        instance.registerBean(JetCacheTariffs.class, () -> new JetCacheTariffs(SOURCE));
        instance.register(JetCacheApplication.class);
        instance.refresh();
        return instance;
    }

    private static GlobalCacheConfig configuration() {
        CacheBuilder remote = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
            .redisClient(client)
            .keyConvertor(String::valueOf)
            .asyncResultTimeoutInMillis(10_000)
            .valueEncoder(JavaValueEncoder.INSTANCE)
            .valueDecoder(JavaValueDecoder.INSTANCE);
        GlobalCacheConfig configuration = new GlobalCacheConfig();
        configuration.setLocalCacheBuilders(Map.of());
        configuration.setRemoteCacheBuilders(Map.of(CacheConsts.DEFAULT_AREA, remote));
        return configuration;
    }

    private record Plain(JetCacheTariffs tariffs) implements Tariffs {

        @Override
        public Tariff tariff(String country) {
            return this.tariffs.plain(country);
        }

        @Override
        public void change(Tariff tariff) {
            this.tariffs.changePlain(tariff);
        }

    }

    private record Guarded(JetCacheTariffs tariffs) implements Tariffs {

        @Override
        public Tariff tariff(String country) {
            return this.tariffs.guarded(country);
        }

        @Override
        public void change(Tariff tariff) {
            this.tariffs.change(tariff);
        }

    }

    @Configuration
    @EnableMethodCache(basePackages = "com.acme.tariffs", proxyTargetClass = true)
    @Import(JetCacheBaseBeans.class)
    static class JetCacheApplication {

    }

}
