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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Arguments that the caller changes after the call. */
class ChangedArgumentsTests extends CallerContextTestSupport {

    private static final String ARGUMENTS_CHANGED = " were changed after the call. Pass arguments that nobody changes "
            + "to have values refreshed in the background.";

    @Test
    void aListThatIsFilledAnewAfterTheCallIsNotStoredUnderTheOldKey() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            List<Integer> ids = new ArrayList<>(List.of(1, 2));
            assertThat(invoices.sum(ids)).isEqualTo(3);
            context.advance(Duration.ofSeconds(3));
            assertThat(invoices.sum(ids)).isEqualTo(3);
            ids.clear();
            ids.addAll(List.of(100, 200));
            context.runRefreshes();
            assertThat(invoices.sum(List.of(1, 2))).isEqualTo(3);
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line.endsWith("The arguments of Invoices.sum(List)" + ARGUMENTS_CHANGED));
        }
    }

    @Test
    void aListThatIsFilledAnewDuringTheLoadIsNotStoredUnderTheOldKey() {
        try (CacheContext context = start()) {
            Invoices invoices = context.bean(Invoices.class);
            List<Integer> ids = new ArrayList<>(List.of(1, 2));
            invoices.sum(ids);
            context.advance(Duration.ofSeconds(3));
            invoices.sum(ids);
            invoices.meanwhile(() -> ids.set(0, 298));
            context.runRefreshes();
            assertThat(invoices.loads()).isEqualTo(2);
            assertThat(invoices.sum(List.of(1, 2))).isEqualTo(3);
            assertThat(refusals(context)).hasSize(1)
                .allMatch((line) -> line.endsWith("The arguments of Invoices.sum(List)" + ARGUMENTS_CHANGED));
        }
    }

}
