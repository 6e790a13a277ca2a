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

package io.github.stampedesafe.springcache;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleKey;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which key and which caches a call has, by Spring's annotations. */
class SpringKeysAndCachesTests {

    private final SpringContext context = SpringContext.on(new InMemoryEntryStore(new MutableClock()), Orders.class,
            Configured.class, Mixed.class, Generator.class, Resolver.class);

    private final Orders orders = this.context.bean(Orders.class);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void severalCachesAreFilledByOneLoad() {
        assertThat(this.orders.both("DE")).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("near").get("DE", String.class)).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("far").get("DE", String.class)).isEqualTo("DE1");
        this.context.manager.getCache("near").evict("DE");
        assertThat(this.orders.both("DE")).isEqualTo("DE1");
    }

    @Test
    void severalOperationsFillTheirCachesByOneLoad() {
        assertThat(this.orders.composed("DE")).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("one").get("DE", String.class)).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("two").get("all", String.class)).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("three").get("DE")).isNull();
    }

    @Test
    void entryThatTwoOperationsNameIsAskedForOnce() {
        assertThat(this.orders.doubled("DE")).isEqualTo("DE1");
        assertThat(this.orders.doubled("DE")).isEqualTo("DE1");
    }

    @Test
    void putBesideALookUpCallsTheMethodEachTime() {
        assertThat(this.orders.lookUpAndPut("DE", true)).isEqualTo(1);
        assertThat(this.orders.lookUpAndPut("DE", true)).isEqualTo(2);
        assertThat(this.context.manager.getCache("copy").get("DE", Integer.class)).isEqualTo(2);
        assertThat(this.context.manager.getCache("looked").get("DE", Integer.class)).isEqualTo(1);
    }

    @Test
    void putThatDoesNotApplyLeavesTheLookUpOneFlight() {
        assertThat(this.orders.lookUpAndPut("DE", false)).isEqualTo(1);
        assertThat(this.orders.lookUpAndPut("DE", false)).isEqualTo(1);
        assertThat(this.context.manager.getCache("copy").get("DE")).isNull();
    }

    @Test
    void keyOfSeveralArgumentsIsTheKeyOfOurAnnotations() {
        assertThat(this.orders.several("DE", 2)).isEqualTo(1);
        assertThat(this.context.manager.getCache("several").get(new SimpleKey("DE", 2), Integer.class)).isEqualTo(1);
        assertThat(this.context.manager.getCache("several").get("(DE,(int)2)")).isNull();
        assertThat(this.orders.none()).isEqualTo(2);
        assertThat(this.context.manager.getCache("none").get(SimpleKey.EMPTY, Integer.class)).isEqualTo(2);
    }

    @Test
    void keyGeneratorsAndClassLevelSettingsAreSprings() {
        assertThat(this.orders.generated("DE")).isEqualTo(1);
        assertThat(this.context.manager.getCache("generated").get("generated-DE", Integer.class)).isEqualTo(1);
        assertThat(this.context.bean(Configured.class).find("DE")).isEqualTo("DE");
        assertThat(this.context.manager.getCache("configured").get("DE", String.class)).isEqualTo("DE");
    }

    @Test
    void cachesOfAResolverAreProtectedToo() {
        assertThat(this.orders.resolved("DE")).isEqualTo(1);
        assertThat(this.orders.resolved("DE")).isEqualTo(1);
        assertThat(this.context.manager.getCache("resolved-resolved").get("DE", Integer.class)).isEqualTo(1);
    }

    @Test
    void cacheOfAnotherKindIsFilledBesideOurs() {
        assertThat(this.orders.mixed("DE")).isEqualTo("DE1");
        assertThat(this.context.bean(Mixed.class).local.get("DE", String.class)).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("mixed").get("DE", String.class)).isEqualTo("DE1");
        assertThat(this.orders.mixed("DE")).isEqualTo("DE1");
    }

    @Test
    void keyThatCannotBeMadeIsAnErrorOfTheCall() {
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> this.orders.strange(new Object()))
            .withMessageStartingWith("There is no such key in cache 'strange': ");
    }

    @Test
    void methodsAreUsesOfTheirCaches() {
        assertThat(this.context.bean(SpringCacheUses.class).all()).extracting(CacheUse::cache, CacheUse::method)
            .contains(org.assertj.core.groups.Tuple.tuple("plain", "Orders.plain(String)"),
                    org.assertj.core.groups.Tuple.tuple("plain", "Orders.sync(String)"),
                    org.assertj.core.groups.Tuple.tuple("configured", "Configured.find(String)"));
        assertThat(this.context.bean(SpringCacheUses.class).names()).contains("plain", "copy", "configured");
    }

    record Order(String country, int number) {
    }

    static class Orders {

        private final AtomicInteger loads = new AtomicInteger();

        @Cacheable("plain")
        public Order plain(String country) {
            return new Order(country, this.loads.incrementAndGet());
        }

        @Cacheable(cacheNames = "plain", sync = true)
        public Order sync(String country) {
            return plain(country);
        }

        @Cacheable("several")
        public int several(String country, int limit) {
            return this.loads.incrementAndGet() - ((this.loads.get() == 2) ? 1 : 0);
        }

        @Cacheable("none")
        public int none() {
            return this.loads.incrementAndGet();
        }

        @Cacheable({ "near", "far" })
        public String both(String country) {
            return country + this.loads.incrementAndGet();
        }

        @Caching(cacheable = { @Cacheable("one"), @Cacheable(cacheNames = "two", key = "'all'"),
                @Cacheable(cacheNames = "three", condition = "false") })
        public String composed(String country) {
            return country + this.loads.incrementAndGet();
        }

        @Caching(cacheable = { @Cacheable("same"), @Cacheable(cacheNames = "same", key = "#country") })
        public String doubled(String country) {
            return country + this.loads.incrementAndGet();
        }

        @Caching(cacheable = @Cacheable(cacheNames = "looked", key = "#country"),
                put = @CachePut(cacheNames = "copy", key = "#country", condition = "#copied"))
        public int lookUpAndPut(String country, boolean copied) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "generated", keyGenerator = "generator")
        public int generated(String country) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheResolver = "resolver")
        public int resolved(String country) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "mixed", cacheResolver = "mixed")
        public String mixed(String country) {
            return country + this.loads.incrementAndGet();
        }

        @Cacheable("strange")
        public int strange(Object key) {
            return this.loads.incrementAndGet();
        }

    }

    @CacheConfig(cacheNames = "configured")
    static class Configured {

        @Cacheable
        public String find(String country) {
            return country;
        }

    }

    @org.springframework.stereotype.Component("generator")
    static class Generator implements KeyGenerator {

        @Override
        public Object generate(Object target, java.lang.reflect.Method method, @Nullable Object... params) {
            return method.getName() + "-" + params[0];
        }

    }

    @org.springframework.stereotype.Component("resolver")
    static class Resolver implements CacheResolver {

        private final StampedeSafeCacheManager manager;

        Resolver(StampedeSafeCacheManager manager) {
            this.manager = manager;
        }

        @Override
        public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
            return List.of(this.manager.getCache("resolved-" + context.getMethod().getName()));
        }

    }

    @org.springframework.stereotype.Component("mixed")
    static class Mixed implements CacheResolver {

        private final StampedeSafeCacheManager manager;

        final Cache local = new ConcurrentMapCache("local");

        final List<String> asked = new CopyOnWriteArrayList<>();

        Mixed(StampedeSafeCacheManager manager) {
            this.manager = manager;
        }

        @Override
        public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
            return List.of(this.local, this.manager.getCache("mixed"));
        }

    }

}
