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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.Entry;
import io.github.stampedesafe.core.Fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The simulator misses no protection: without any one of them it finds what goes wrong.
 */
class MutantTests {

    private static final int SCHEDULES = 20_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aStoreWithoutAProtectionIsFound(String protection, Supplier<ModelStore> mutant, String invariant) {
        assertThat(Schedules.play(mutant, Set.of(), 0, SCHEDULES).failureText()).contains(invariant)
            .contains("./mvnw -pl autoconfigure test -Dtest=SimulationTests -Dsimulation.seed=");
    }

    @ParameterizedTest
    @MethodSource("io.github.stampedesafe.simulation.EngineMutant#all")
    void anEngineWithoutAProtectionIsFound(EngineMutant mutant) throws Exception {
        assertThat(MutatedCore.with(mutant).firstViolation(mutant.focus(), SCHEDULES)).contains(mutant.found());
    }

    static Stream<Arguments> aStoreWithoutAProtectionIsFound() {
        return Stream.of(store("fence check in publish", PublishesAnyway::new, "ChangeBeatsLoad"),
                store("second look in begin", BeginsAnyway::new, "OneLoadAtATime"),
                store("lease for one only", LeasesToAll::new, "OneLoadAtATime"),
                store("renewal of leases", RenewsNothing::new, "OneLoadAtATime"),
                store("asking for cleared marks", KnowsNoMarks::new, "ClearBeatsLoad"));
    }

    private static Arguments store(String protection, Supplier<ModelStore> mutant, String invariant) {
        return arguments(protection, mutant, invariant);
    }

    private static final class PublishesAnyway extends ModelStore {

        @Override
        public boolean publish(CacheKey key, String token, Instant loadStart, Fill fill) {
            begin(key, get(key), token, Duration.ofSeconds(1));
            return super.publish(key, token, loadStart, fill);
        }

    }

    private static final class BeginsAnyway extends ModelStore {

        @Override
        public Begin begin(CacheKey key, @Nullable Entry seen, String token, Duration fenceLife) {
            return super.begin(key, get(key), token, fenceLife);
        }

    }

    private static final class LeasesToAll extends ModelStore {

        @Override
        boolean acquire(CacheKey key, Long owner, Duration life) {
            return true;
        }

    }

    private static final class RenewsNothing extends ModelStore {

        @Override
        boolean renew(CacheKey key, Long owner, Duration life) {
            return true;
        }

    }

    private static final class KnowsNoMarks extends ModelStore {

        @Override
        public Map<String, Instant> clearedAt(Set<String> caches) {
            return Map.of();
        }

    }

}
