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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.AopTestUtils;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** With whom a method's loads take turns. */
class FairnessKeyTests {

    /** A tenant that counts how often an expression asks for its name. */
    static class Tenant {

        private final @Nullable Object name;

        private final List<Thread> asked = new CopyOnWriteArrayList<>();

        Tenant(@Nullable Object name) {
            this.name = name;
        }

        public @Nullable Object getName() {
            this.asked.add(Thread.currentThread());
            return this.name;
        }

    }

    static class Reports {

        private final List<String> order = new CopyOnWriteArrayList<>();

        private final Hold hold = new Hold();

        @StampedeSafeCacheable(cacheName = "free", key = "#id", fairnessKey = "#tenant.name", ttl = "1m", beta = 0,
                jitter = 0, staleWhileRevalidate = "1h")
        public String free(Tenant tenant, String id) {
            return id;
        }

        @StampedeSafeCacheable(cacheName = "bounded", key = "#id", fairnessKey = "#tenant.name", beta = 0,
                unless = "#result == 'secret'")
        public String bounded(Tenant tenant, String id) throws InterruptedException {
            this.order.add(id);
            if (id.equals("first")) {
                this.hold.stop();
            }
            return id;
        }

    }

    private final Tenant whale = new Tenant("whale");

    private final Tenant other = new Tenant("other");

    @Test
    void loadsTakeTurnsByTheExpression() {
        try (CacheContext context = CacheContext.of(Reports.class)) {
            Reports reports = context.bean(Reports.class);
            List<Crowd> crowds = new ArrayList<>();
            crowds.add(Crowd.one(() -> reports.bounded(this.whale, "first")));
            held(context).awaitReached();
            for (String id : List.of("w1", "w2", "w3")) {
                crowds.add(Crowd.one(() -> reports.bounded(this.whale, id)));
                context.instance.waiting().awaitBlocked(crowds.size() - 1);
            }
            crowds.add(Crowd.one(() -> reports.bounded(this.other, "secret")));
            context.instance.waiting().awaitBlocked(4);
            held(context).release();
            assertThat(crowds).allSatisfy((crowd) -> assertThat(crowd.result()).isNotNull());
            assertThat(target(context).order).containsExactly("first", "w1", "secret", "w2", "w3");
            assertThat(context.keys()).doesNotContain("bounded:secret").contains("bounded:w3");
        }
    }

    @Test
    void itIsEvaluatedOnlyForALoadThatIsBounded() throws Exception {
        try (CacheContext context = CacheContext.of(Reports.class)) {
            Reports reports = context.bean(Reports.class);
            reports.free(this.other, "x");
            reports.free(this.other, "x");
            assertThat(this.other.asked).isEmpty();
            reports.bounded(this.other, "x");
            assertThat(this.other.asked).hasSize(1);
            reports.bounded(this.other, "x");
            assertThat(this.other.asked).hasSize(1);
        }
    }

    @Test
    void aRefreshesIsEvaluatedOnTheThreadOfItsCall() {
        try (CacheContext context = CacheContext.of(Reports.class)) {
            Reports reports = context.bean(Reports.class);
            reports.free(this.other, "x");
            context.advance(Duration.ofMinutes(2));
            reports.free(this.other, "x");
            context.runRefreshes();
            assertThat(this.other.asked).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void nullIsTheGroupOfWhoeverHasNone() throws Exception {
        try (CacheContext context = CacheContext.of(Reports.class)) {
            assertThat(context.bean(Reports.class).bounded(new Tenant(null), "x")).isEqualTo("x");
        }
    }

    @Test
    void whatCannotBeAKeyCannotBeAFairnessKeyEither() {
        try (CacheContext context = CacheContext.of(Reports.class)) {
            Reports reports = context.bean(Reports.class);
            assertThatExceptionOfType(UnsupportedKeyException.class)
                .isThrownBy(() -> reports.bounded(new Tenant(new Object()), "x"));
        }
    }

    private static Hold held(CacheContext context) {
        return target(context).hold;
    }

    private static Reports target(CacheContext context) {
        return AopTestUtils.getTargetObject(context.bean(Reports.class));
    }

}
