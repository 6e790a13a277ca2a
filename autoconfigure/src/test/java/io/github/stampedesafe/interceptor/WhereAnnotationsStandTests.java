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

package io.github.stampedesafe.interceptor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AliasFor;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.policy.CacheUse;

import static org.assertj.core.api.Assertions.assertThat;

class WhereAnnotationsStandTests {

    private static final AtomicInteger LOADS = new AtomicInteger();

    @Target({ ElementType.METHOD, ElementType.TYPE })
    @Retention(RetentionPolicy.RUNTIME)
    @StampedeSafeCacheable(cacheName = "daily", ttl = "1d")
    @interface Daily {

        @AliasFor(annotation = StampedeSafeCacheable.class, attribute = "key")
        String of();

    }

    interface Repository<K, T> {

        @StampedeSafeCacheable("entities")
        T find(K key);

        @StampedeSafeCacheable("defaults")
        default int count(K key) {
            return LOADS.incrementAndGet();
        }

    }

    abstract static class AbstractRepository<K, T> implements Repository<K, T> {

        @StampedeSafeCacheable("inherited")
        public int inherited(K key) {
            return LOADS.incrementAndGet();
        }

    }

    static class Names extends AbstractRepository<Long, String> {

        @Override
        public String find(Long key) {
            return "name" + LOADS.incrementAndGet();
        }

        @Daily(of = "#p0 + '!'")
        public int daily(String key) {
            return LOADS.incrementAndGet();
        }

    }

    @StampedeSafeCacheable(cacheName = "type", sharedKeys = true)
    static class Annotated {

        public int one(String key) {
            return LOADS.incrementAndGet();
        }

        @StampedeSafeCacheable("method")
        public int two(String key) {
            return LOADS.incrementAndGet();
        }

        @StampedeSafeCacheEvict("type")
        public int three(String key) {
            return LOADS.incrementAndGet();
        }

        public void nothing() {
            LOADS.incrementAndGet();
        }

        protected int four(String key) {
            return LOADS.incrementAndGet();
        }

        public static int five(String key) {
            return LOADS.incrementAndGet();
        }

    }

    static class Heir extends Annotated {

        @Override
        public int one(String key) {
            return LOADS.incrementAndGet();
        }

        public int six(String key) {
            return LOADS.incrementAndGet();
        }

    }

    static class Hiding extends Names {

        @Override
        @StampedeSafeCacheable("hiding")
        public String find(Long key) {
            return "hidden" + LOADS.incrementAndGet();
        }

    }

    @StampedeSafeCacheable("interface")
    interface Prices {

        int price(String article);

    }

    interface Remote extends Prices {

        @StampedeSafeCacheable("remote")
        String name(String article);

    }

    @Test
    void interfaceMethodIsCachedBehindAJdkProxy() {
        try (CacheContext context = CacheContext.of(Names.class)) {
            @SuppressWarnings("unchecked")
            Repository<Long, String> names = context.bean(Repository.class);
            assertThat(AopUtils.isJdkDynamicProxy(names)).isTrue();
            assertThat(names.find(1L)).isEqualTo(names.find(1L));
            assertThat(names.count(1L)).isEqualTo(names.count(1L));
            assertThat(context.keys()).containsExactly("defaults:(int)1", "entities:(int)1");
            assertThat(context.codecTypes).contains(String.class);
        }
    }

    @Test
    void methodsOfInterfaceSuperclassAndClassAreCachedBehindAClassProxy() {
        try (CacheContext context = CacheContext.ofClassProxies(Names.class)) {
            Names names = context.bean(Names.class);
            assertThat(AopUtils.isCglibProxy(names)).isTrue();
            assertThat(names.find(1L)).isEqualTo(names.find(1L));
            assertThat(((Repository<Long, String>) names).find(1L)).isEqualTo(names.find(1L));
            assertThat(names.count(1L)).isEqualTo(names.count(1L));
            assertThat(names.inherited(1L)).isEqualTo(names.inherited(1L));
            assertThat(names.daily("x")).isEqualTo(names.daily("x"));
            assertThat(context.keys()).containsExactly("daily:x!", "defaults:(int)1", "entities:(int)1",
                    "inherited:(int)1");
            assertThat(context.advisor().uses()).extracting(CacheUse::method)
                .containsExactlyInAnyOrder("Names.find(Long)", "Names.count(Object)", "Names.inherited(Object)",
                        "Names.daily(String)");
        }
    }

    @Test
    void annotationOfTheClassHoldsForItsPublicMethodsThatReturnSomething() {
        try (CacheContext context = CacheContext.of(Annotated.class)) {
            Annotated annotated = context.bean(Annotated.class);
            annotated.one("1");
            annotated.two("2");
            annotated.four("4");
            annotated.nothing();
            assertThat(context.keys()).containsExactly("method:2", "type:1");
            annotated.three("1");
            assertThat(context.keys()).containsExactly("method:2");
        }
    }

    @Test
    void annotationOfTheClassIsInherited() {
        try (CacheContext context = CacheContext.of(Heir.class)) {
            Heir heir = context.bean(Heir.class);
            heir.one("1");
            heir.two("2");
            heir.six("6");
            assertThat(context.keys()).containsExactly("method:2", "type:1", "type:6");
        }
    }

    @Test
    void annotationOnTheMethodHidesThatOnTheOneItOverrides() {
        try (CacheContext context = CacheContext.ofClassProxies(Hiding.class)) {
            context.bean(Hiding.class).find(1L);
            assertThat(context.keys()).containsExactly("hiding:(int)1");
        }
    }

    @Test
    void beanThatIsItselfAProxyIsCachedByItsInterfaces() {
        try (CacheContext context = CacheContext.started((spring) -> spring
            .registerBean(Remote.class, () -> (Remote) Proxy.newProxyInstance(Remote.class.getClassLoader(),
                    new Class<?>[] { Remote.class },
                    (proxy, method, arguments) -> method.getName().equals("name") ? "x" : LOADS.incrementAndGet())))) {
            Remote remote = context.bean(Remote.class);
            assertThat(remote.price("a")).isEqualTo(remote.price("a"));
            assertThat(remote.name("a")).isEqualTo("x");
            assertThat(context.keys()).containsExactly("interface:a", "remote:a");
            assertThat(context.advisor().uses()).extracting(CacheUse::method)
                .containsExactlyInAnyOrder("Prices.price(String)", "Remote.name(String)");
        }
    }

}
