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

package io.github.stampedesafe.benchmarks;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.OutageEvent.Unavailable;

/**
 * The same methods twice: cached by Spring, cached by us. It scans nothing, because its
 * neighbours are other applications.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
class HitApplication {

    /**
     * Spring's caches with the leaner serializer, so that the comparison is of caches and
     * not of formats.
     */
    @Bean
    RedisCacheManagerBuilderCustomizer jsonCaches() {
        return (caches) -> caches.withCacheConfiguration("spring", json(Totals.TYPE))
            .withCacheConfiguration("springList", json(Totals.LIST_TYPE));
    }

    @Bean
    TotalsService totalsService() {
        return new TotalsService();
    }

    @Bean
    UnansweredCalls unansweredCalls() {
        return new UnansweredCalls();
    }

    private static RedisCacheConfiguration json(TypeReference<?> type) {
        return RedisCacheConfiguration.defaultCacheConfig()
            .serializeValuesWith(SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(JsonMapper.shared(),
                    JsonMapper.shared().getTypeFactory().constructType(type))));
    }

    /** Counts the calls to which Redis did not answer: they were no hits. */
    static class UnansweredCalls implements CacheListener {

        private final LongAdder count = new LongAdder();

        @Override
        public void onEvent(CacheEvent event) {
            if (event instanceof Unavailable) {
                this.count.increment();
            }
        }

        long sumThenReset() {
            return this.count.sumThenReset();
        }

    }

    static class TotalsService {

        @Cacheable("spring")
        public Totals spring(String country) {
            return Totals.of(country);
        }

        @Cacheable("springList")
        public List<Totals> springList(String country) {
            return Totals.list(country);
        }

        @StampedeSafeCacheable(cacheName = "ours", key = "#country", ttl = "1h")
        public Totals ours(String country) {
            return Totals.of(country);
        }

        @StampedeSafeCacheable(cacheName = "oursList", key = "#country", ttl = "1h")
        public List<Totals> oursList(String country) {
            return Totals.list(country);
        }

    }

}
