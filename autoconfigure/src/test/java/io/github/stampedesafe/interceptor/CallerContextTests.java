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

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Keys that only the caller's thread can make. */
class CallerContextTests extends CallerContextTestSupport {

    @Test
    void noValueOfAnotherTenantIsStored() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            assertThat(invoices.invoice(1)).isEqualTo("1 of acme #1");
            context.advance(Duration.ofSeconds(3));
            assertThat(invoices.invoice(1)).isEqualTo("1 of acme #1");
            context.runRefreshes();
            assertThat(invoices.loads()).isOne();
            assertThat(refusals(context)).containsExactly("invoices:acme:1 The key of Invoices.invoice(long) reads "
                    + "'@tenants' of the calling thread." + REMEDY);
            assertThat(context.instance.listener().count("loadFailed")).isZero();
        }
    }

    @Test
    void theNextCallerRefreshesWhatTheBackgroundCannotAndNobodyElseWaits() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.invoice(1);
            context.advance(Duration.ofSeconds(3));
            invoices.invoice(1);
            context.runRefreshes();
            Hold load = new Hold();
            invoices.meanwhile(() -> {
                load.stop();
                return null;
            });
            Crowd caller = Crowd.one(() -> as("acme", invoices));
            load.awaitReached();
            assertThat(Crowd.of(8, () -> as("acme", invoices)).results()).containsOnly("1 of acme #1");
            load.release();
            assertThat(caller.result()).isEqualTo("1 of acme #2");
            assertThat(invoices.invoice(1)).isEqualTo("1 of acme #2");
            assertThat(invoices.loads()).isEqualTo(2);
            assertThat(context.instance.refreshes().waiting()).isZero();
        }
    }

    @Test
    void aValueThatIsDueEarlyIsRefreshedByACallerToo() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.meanwhile(() -> {
                context.advance(Duration.ofSeconds(1));
                return null;
            });
            invoices.early(1);
            context.advance(Duration.ofMillis(8_500));
            context.instance.random().exponential(9);
            assertThat(invoices.early(1)).isEqualTo("1 of acme #1");
            context.runRefreshes();
            context.instance.random().exponential(9);
            assertThat(invoices.early(1)).isEqualTo("1 of acme #2");
            assertThat(context.instance.listener().count("loaded early:acme:1 EARLY")).isOne();
            assertThat(context.instance.listener().count("miss")).isOne();
        }
    }

    @Test
    void aKeyThatIsTheSameWithoutItsCallerIsRefreshedInTheBackground() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            assertThat(invoices.invoice(1)).isEqualTo("1 of public #1");
            context.advance(Duration.ofSeconds(3));
            TENANT.set("public");
            invoices.invoice(1);
            context.runRefreshes();
            assertThat(invoices.invoice(1)).isEqualTo("1 of public #2");
            assertThat(refusals(context)).isEmpty();
        }
    }

    @Test
    void aContextThatChangesDuringTheLoadIsNoticed() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            invoices.invoice(1);
            context.advance(Duration.ofSeconds(3));
            invoices.invoice(1);
            invoices.meanwhile(() -> {
                TENANT.set("acme");
                return null;
            });
            context.runRefreshes();
            assertThat(invoices.loads()).isEqualTo(2);
            assertThat(context.instance.listener().count("stored")).isOne();
            assertThat(invoices.invoice(1)).isEqualTo("1 of public #3");
        }
    }

    @Test
    void recomputesAreCheckedOnTheirOwnThread() throws Exception {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            invoices.invoice(1);
            Load repeatable = context.asked.get(0).load().repeatable();
            assertThat(repeatable).isNotNull();
            assertThat(Crowd.one(() -> {
                repeatable.verify();
                return null;
            }).failure()).isInstanceOf(LoadNeedsCallerException.class);
            repeatable.verify();
            Load scheduled = context.advisor().scheduledMethods().get(0).requests().call().get(0).load();
            scheduled.verify();
            TENANT.set("other");
            assertThatExceptionOfType(LoadNeedsCallerException.class).isThrownBy(scheduled::load);
            assertThat(invoices.loads()).isOne();
        }
    }

    @Test
    void ofNestedCachesTheInnerOneStoresNothingOfAnotherTenantEither() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            TENANT.set("acme");
            assertThat(invoices.nested(1)).isEqualTo("1 of acme #1");
            context.advance(Duration.ofSeconds(3));
            invoices.nested(1);
            context.instance.evict(new CacheKey("inner", "acme:1"));
            context.runRefreshes();
            assertThat(invoices.loads()).isOne();
            assertThat(invoices.nested(1)).isEqualTo("1 of acme #2");
            assertThat(context.keys()).contains("inner:acme:1", "outer:(int)1");
        }
    }

}
