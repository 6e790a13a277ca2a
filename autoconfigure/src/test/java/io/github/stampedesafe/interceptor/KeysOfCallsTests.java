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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.KeyGenerator;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** From the arguments of a call to its key. */
class KeysOfCallsTests {

    static class Orders {

        @StampedeSafeCacheable(cacheName = "many")
        public int many(@Nullable String country, int number) {
            return 7;
        }

        @StampedeSafeCacheable("none")
        public long none() {
            return 7;
        }

        @StampedeSafeCacheable(cacheName = "byName", key = "#country")
        public int byName(int number, @Nullable String country) {
            return 7;
        }

        @StampedeSafeCacheable(cacheName = "byPosition", key = "#p1 + #a0")
        public int byPosition(int number, String country) {
            return 7;
        }

        @StampedeSafeCacheable(cacheName = "byRoot", key = "#root.methodName + ' ' + #root.method.name + ' ' "
                + "+ #root.args[0] + ' ' + #root.targetClass.simpleName + ' ' + #root.target.name() + ' ' + #root.caches[0]")
        public int byRoot(String country) {
            return 7;
        }

        @StampedeSafeCacheable(cacheName = "byBean", key = "@tenant.current() + #country")
        public int byBean(String country) {
            return 7;
        }

        @StampedeSafeCacheable(cacheName = "generated", keyGenerator = "methodNames")
        public int generated(String country) {
            return 7;
        }

        public String name() {
            return "orders";
        }

    }

    static class Tenant {

        String name = "acme-";

        public String current() {
            return this.name;
        }

    }

    static class MethodNames implements KeyGenerator {

        final List<Object> seen = new ArrayList<>();

        @Override
        public Object generate(Object target, Method method, @Nullable Object... arguments) {
            this.seen.add(target);
            return method.getName() + arguments[0];
        }

    }

    private static CacheContext start() {
        return CacheContext.started((context) -> {
            context.registerBean("orders", Orders.class);
            context.registerBean("tenant", Tenant.class);
            context.registerBean("methodNames", MethodNames.class);
        });
    }

    @Test
    void allArgumentsMakeTheKeyUnlessOneIsWritten() {
        try (CacheContext context = start()) {
            Orders orders = context.bean(Orders.class);
            orders.many("DE", 1);
            orders.many(null, 1);
            orders.none();
            orders.byName(1, "DE");
            orders.byName(2, "DE");
            orders.byPosition(1, "DE");
            orders.byRoot("DE");
            orders.byBean("DE");
            orders.generated("DE");
            assertThat(context.keys()).containsExactly("byBean:acme-DE", "byName:DE", "byPosition:DE1",
                    "byRoot:byRoot byRoot DE Orders orders byRoot", "generated:generatedDE", "many:((null),(int)1)",
                    "many:(DE,(int)1)", "none:()");
            assertThat(context.bean(MethodNames.class).seen).singleElement()
                .isInstanceOf(Orders.class)
                .satisfies((target) -> assertThat(AopUtils.isAopProxy(target)).isFalse());
        }
    }

    @Test
    void keyThatIsNullIsRefused() {
        try (CacheContext context = start()) {
            Orders orders = context.bean(Orders.class);
            assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> orders.byName(1, null))
                .withMessage(
                        "Orders.byName(int, String) has no key in cache 'byName': 'key' is '#country' and gave null. "
                                + "Write one that always gives a value, or add a 'condition' for the calls that have none.");
        }
    }

}
