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

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** The same method three times: plain, cached by Spring, cached by us. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableCaching
class HitApplication {

    /**
     * Spring's cache with the leaner serializer, so that the comparison is of caches and
     * not of formats.
     */
    @Bean
    RedisCacheConfiguration redisCacheConfiguration() {
        return RedisCacheConfiguration.defaultCacheConfig()
            .serializeValuesWith(SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Totals.class)));
    }

    @Bean
    TotalsService totalsService() {
        return new TotalsService();
    }

    static class TotalsService {

        Totals plain(String country) {
            return Totals.of(country);
        }

        @Cacheable("spring")
        public Totals spring(String country) {
            return Totals.of(country);
        }

        @StampedeSafeCacheable(cacheName = "ours", key = "#country", ttl = "1h")
        public Totals ours(String country) {
            return Totals.of(country);
        }

        @StampedeSafeCacheable(cacheName = "oursDefaultKey", ttl = "1h")
        public Totals oursDefaultKey(String country) {
            return Totals.of(country);
        }

    }

}
