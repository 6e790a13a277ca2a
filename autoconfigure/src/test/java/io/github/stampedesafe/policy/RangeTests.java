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

package io.github.stampedesafe.policy;

import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RangeTests {

    static Stream<Arguments> ranges() {
        return Stream.of(
                arguments(Range.positive("10m"), Duration.class, "1ms to 3650d", "Write a duration such as '10m'"),
                arguments(Range.notNegative("1h"), Duration.class, "0s to 3650d", "Write a duration such as '1h'"),
                arguments(Range.atLeast(Duration.ofSeconds(90), "5m"), Duration.class, "90s to 3650d",
                        "Write a duration such as '5m'"),
                arguments(Range.notNegativeNumber("Write 8"), Integer.class, "0 or more", "Write 8"),
                arguments(Range.between(0, 0.9, "Write a share"), Double.class, "0 to 0.9", "Write a share"),
                arguments(Range.strictlyBetween(0.5, 10, "Write 1"), Double.class, "more than 0.5, less than 10",
                        "Write 1"),
                arguments(Range.between(Integer.class, 1, 9, "Write 5"), Integer.class, "1 to 9", "Write 5"),
                arguments(Range.anySize("Write 4MB"), ByteSize.class, "0B or more", "Write 4MB"),
                arguments(Range.choice(OnStoreFailure.class), OnStoreFailure.class, "`load` or `fail`",
                        "Write one of them"));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void saysWhatIsInItAndWhatToWrite(Range<?> range, Class<?> type, String text, String remedy) {
        assertThat(range.type()).isEqualTo(type);
        assertThat(range).hasToString(text);
        assertThat(range.remedy()).isEqualTo(remedy);
    }

    static Stream<Arguments> values() {
        Duration longest = Duration.ofDays(3650);
        Range<Duration> atLeast = Range.atLeast(Duration.ofSeconds(90), "5m");
        Range<Double> between = Range.between(0, 0.9, "");
        Range<Double> strictlyBetween = Range.strictlyBetween(0, 1, "");
        Range<Integer> numbers = Range.between(Integer.class, 1, 9, "");
        return Stream.of(arguments(Range.positive(""), Duration.ofMillis(1), null),
                arguments(Range.positive(""), Duration.ofMillis(1).minusNanos(1), "must be at least 1ms"),
                arguments(Range.positive(""), Duration.ofNanos(1), "must be at least 1ms"),
                arguments(Range.positive(""), Duration.ZERO, "must be positive"),
                arguments(Range.positive(""), longest, null),
                arguments(Range.positive(""), longest.plusNanos(1), "must be at most 3650d"),
                arguments(Range.notNegative(""), Duration.ZERO, null),
                arguments(Range.notNegative(""), Duration.ofNanos(-1), "must not be negative"),
                arguments(Range.notNegative(""), longest.plusNanos(1), "must be at most 3650d"),
                arguments(atLeast, Duration.ofSeconds(90), null),
                arguments(atLeast, Duration.ofSeconds(90).minusNanos(1), "must be at least 90s"),
                arguments(atLeast, longest, null), arguments(atLeast, longest.plusNanos(1), "must be at most 3650d"),
                arguments(Range.notNegativeNumber(""), 0, null),
                arguments(Range.notNegativeNumber(""), -1, "must not be negative"), arguments(between, 0.0, null),
                arguments(between, 0.9, null), arguments(between, Math.nextUp(0.9), "must be between 0 and 0.9"),
                arguments(between, Math.nextDown(0.0), "must be between 0 and 0.9"),
                arguments(between, Double.NaN, "must be between 0 and 0.9"),
                arguments(strictlyBetween, Double.MIN_VALUE, null),
                arguments(strictlyBetween, Math.nextDown(1.0), null),
                arguments(strictlyBetween, 0.0, "must be more than 0 and less than 1"),
                arguments(strictlyBetween, 1.0, "must be more than 0 and less than 1"), arguments(numbers, 1, null),
                arguments(numbers, 9, null), arguments(numbers, 0, "must be between 1 and 9"),
                arguments(numbers, 10, "must be between 1 and 9"), arguments(Range.anySize(""), new ByteSize(0), null),
                arguments(Range.choice(OnStoreFailure.class), OnStoreFailure.FAIL, null));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void saysWhichRuleAValueBreaks(Range<T> range, T value, @Nullable String rule) {
        assertThat(range.violatedRule(value)).isEqualTo(rule);
    }

    @Test
    void aSettingDescribesItself() {
        Setting<Integer> setting = new Setting<>("maxWaitingLoads", true, Policy::maxWaitingLoads,
                Range.between(Integer.class, 1, 9, "Write 5"), 7, "How many wait.");
        assertThat(setting).hasToString("max-waiting-loads");
        assertThat(setting.values()).isEqualTo("1 to 9");
        assertThat(setting.description()).isEqualTo("How many wait.");
        assertThat(setting.isInAnnotations()).isTrue();
        assertThat(new Setting<>("maxWaitingLoads", false, Policy::maxWaitingLoads, Range.notNegativeNumber(""), 7, "")
            .isInAnnotations()).isFalse();
    }

    @Test
    void aLayerSaysWhereItIsWrittenAndWhat() {
        PolicyLayer layer = PolicyLayer.from(SettingSource.properties("stampede-safe.caches.totals"))
            .with(PolicySettings.TTL, Duration.ofSeconds(7));
        assertThat(layer).hasToString("stampede-safe.caches.totals.{ttl=PT7S}");
        assertThat(SettingSource.annotation("OrderService.totals()")).hasToString(" on OrderService.totals()");
    }

    @Test
    void onlyASettingOfAPolicyCanBeLeftOut() {
        assertThat(SettingSource.attributes("OrderService.totals()").invalid("key", "must be text", 1, "Write text"))
            .hasMessage("'key' must be text but is '1' on OrderService.totals(). Write text.");
    }

}
