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

package io.github.stampedesafe.logging;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

class ProtectionLogTests {

    private static final EffectivePolicy PLAIN = EffectivePolicy.resolve();

    private static final EffectivePolicy TUNED = EffectivePolicy
        .resolve(PolicyLayer.from(SettingSource.annotation("OrderService.totals(String)"))
            .with(STALE_WHILE_REVALIDATE, Duration.ofHours(1))
            .with(MAX_CONCURRENT_LOADS, 8));

    @Test
    void oneLineNamesTheMethodsWithWhatWasSet() {
        assertThat(lines(Level.DEBUG, List.of(new CacheUse("totals", "OrderService.totals(String)", TUNED),
                new CacheUse("orders", "OrderService.order(long)", PLAIN), new CacheUse("reports", null, TUNED))))
            .containsExactly("INFO Stampede Safe protects 2 methods: OrderService.order(long) -> orders (ttl 10m); "
                    + "OrderService.totals(String) -> totals (ttl 10m, stale-while-revalidate 1h, max-concurrent-loads 8)");
    }

    @Test
    void nothingIsSaidOfNothing() {
        assertThat(lines(Level.DEBUG, List.of())).isEmpty();
        assertThat(lines(Level.DEBUG, List.of(new CacheUse("reports", null, TUNED)))).isEmpty();
    }

    @Test
    void theLineIsBoundedAndTheRestIsForDebugging() {
        List<CacheUse> many = IntStream.rangeClosed(1, 12)
            .mapToObj((i) -> new CacheUse("c" + i, "S.m%02d()".formatted(i), PLAIN))
            .toList();
        assertThat(lines(Level.INFO, many)).singleElement()
            .asString()
            .startsWith("INFO Stampede Safe protects 12 methods: S.m01() -> c1 (ttl 10m); S.m02()")
            .endsWith("; S.m10() -> c10 (ttl 10m); and 2 more, which are logged at DEBUG");
        assertThat(lines(Level.DEBUG, many)).hasSize(2)
            .last()
            .isEqualTo("DEBUG Stampede Safe also protects S.m11() -> c11 (ttl 10m); S.m12() -> c12 (ttl 10m)");
    }

    private static List<String> lines(Level level, List<CacheUse> uses) {
        try (LogRecorder recorder = new LogRecorder(ProtectionLog.class, level)) {
            new ProtectionLog().write(uses);
            return recorder.lines();
        }
    }

}
