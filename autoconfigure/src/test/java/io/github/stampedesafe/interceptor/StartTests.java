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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.InitializingBean;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.policy.EffectivePolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When collaborators are asked, and when not. */
class StartTests {

    static class Plain {

        public String call(String id) {
            return id;
        }

    }

    static class Cached {

        @StampedeSafeCacheable(cacheName = "a", ttl = "1h", jitter = 0)
        public String call(String id) {
            return id;
        }

    }

    static class BadlyCached {

        @StampedeSafeCacheable(cacheName = "a", ttl = "soon")
        public String call(String id) {
            return id;
        }

    }

    interface BadInterface {

        @StampedeSafeCacheable(cacheName = "a", ttl = "soon")
        String call(String id);

    }

    static class Early implements InitializingBean {

        private final Cached cached;

        Early(Cached cached) {
            this.cached = cached;
        }

        @Override
        public void afterPropertiesSet() {
            this.cached.call("early");
        }

    }

    @Test
    void applicationWithoutAnnotationsNeedsNoCollaboratorAndGetsNoProxy() {
        try (CacheContext context = CacheContext.of(Plain.class)) {
            assertThat(context.suppliersAsked).isEmpty();
            assertThat(AopUtils.isAopProxy(context.bean(Plain.class))).isFalse();
            assertThat(context.advisor().uses()).isEmpty();
        }
    }

    @Test
    void collaboratorsAreAskedOnceAllSingletonsAreThereAndNotAgain() {
        try (CacheContext context = CacheContext.of(Cached.class, Plain.class)) {
            assertThat(context.suppliersAsked).containsExactlyInAnyOrder("cache", "policies", "codecs", "changes");
            context.bean(Cached.class).call("x");
            context.bean(Cached.class).call("x");
            assertThat(context.suppliersAsked).hasSize(4);
        }
    }

    @Test
    void methodCalledDuringTheStartIsCachedToo() {
        try (CacheContext context = CacheContext.of(Cached.class, Early.class)) {
            assertThat(context.keys()).containsExactly("a:early");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = { BadlyCached.class, BadInterface.class })
    void lazyBeanIsCheckedAtTheStart(Class<?> type) {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> CacheContext.started((spring) -> spring.registerBean(type, () -> {
                throw new AssertionError("created");
            }, (definition) -> definition.setLazyInit(true))))
            .withMessage("'ttl' must be a duration but is 'soon' on " + type.getSimpleName()
                    + ".call(String). Write a duration such as '10m', or leave it out to use "
                    + "'stampede-safe.defaults.ttl'.");
    }

    @Test
    void usesAreListedWithTheirPolicies() {
        try (CacheContext context = CacheContext.of(Cached.class, Plain.class)) {
            assertThat(context.advisor().uses()).singleElement().satisfies((method) -> {
                assertThat(method.method()).isEqualTo("Cached.call(String)");
                assertThat(method.cache()).isEqualTo("a");
                assertThat(method.policy().ttl()).isEqualTo(Duration.ofHours(1));
                assertThat(method.effective().settings()).map(EffectivePolicy.Applied::value).contains("1h");
            });
        }
    }

}
