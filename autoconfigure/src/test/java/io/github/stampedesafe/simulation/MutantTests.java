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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.testing.ModelEntryStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The simulator misses no protection: without any one of them it finds what goes wrong.
 */
@Tag("any-jdk")
class MutantTests {

    private static final int SCHEDULES = 20_000;

    /** For what takes two changes at the right moments: about one schedule in 20,000. */
    private static final int MANY_SCHEDULES = 200_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aStoreWithoutAProtectionIsFound(String protection, Supplier<ModelEntryStore> mutant, String focus,
            String invariant) {
        assertThat(Schedules.play(mutant, Trouble.parse(focus), 0, schedules(focus)).failureText()).contains(invariant)
            .contains("./mvnw -pl autoconfigure test -Dtest=SimulationTests -Dsimulation.seed=");
    }

    @ParameterizedTest
    @MethodSource("io.github.stampedesafe.simulation.EngineMutant#all")
    void anEngineWithoutAProtectionIsFound(EngineMutant mutant) throws Exception {
        assertThat(MutatedCore.with(mutant).firstViolation(mutant.focus(), schedules(mutant.focus())))
            .contains(mutant.found());
    }

    static Stream<Arguments> aStoreWithoutAProtectionIsFound() {
        return Stream.of(store("fence check in publish", PublishesAnyway::new, "ChangeBeatsLoad"),
                arguments("second look in begin", (Supplier<ModelEntryStore>) BeginsAnyway::new, "SLOW_COMMANDS",
                        "OneLoadAtATime"),
                arguments("lease check in begin and abandon", (Supplier<ModelEntryStore>) HoldsAnyway::new,
                        "CHANGES,FAILING_LOADS,UNSTORABLE", "OneLoadAtATime"),
                arguments("lease for one only", (Supplier<ModelEntryStore>) LeasesToAll::new, "SLOW_COMMANDS",
                        "OneLoadAtATime"),
                store("extension of leases", ExtendsNothing::new, "OneLoadAtATime"),
                arguments("asking for marks", (Supplier<ModelEntryStore>) KnowsNoMarks::new, "CLEARS,LOST_SIGNALS",
                        "ClearBeatsLoad"),
                arguments("marks that grow whatever the clock does", (Supplier<ModelEntryStore>) MarksByTheClock::new,
                        "CLEARS,CLOCK_STEPS", "ClearBeatsLoad"),
                arguments("comparison of versions", (Supplier<ModelEntryStore>) IgnoresVersions::new, "VERSIONS",
                        "VersionsNeverGoBack"),
                arguments("tombstones", (Supplier<ModelEntryStore>) LeavesNoTombstone::new, "VERSIONS",
                        "VersionsNeverGoBack"),
                arguments("comparison with what was seen", (Supplier<ModelEntryStore>) ReplacesAnyway::new,
                        "PUTS_IF_ABSENT", "PutOnlyIfAbsent"),
                arguments("memory of failures", (Supplier<ModelEntryStore>) ForgetsFailures::new, "FAILURE_TTL",
                        "OneAttemptAFailureTtl"),
                arguments("changes of what is beside", (Supplier<ModelEntryStore>) ChangesOneShape::new,
                        "RELEASES,CHANGES", "ChangeBeatsLoad"),
                arguments("expiry of what is beside", (Supplier<ModelEntryStore>) ExpiresOneShape::new,
                        "RELEASES,CHANGES", "ExpiredIsStale"),
                arguments("keeping another shape beside", (Supplier<ModelEntryStore>) KeepsOneShape::new, "RELEASES",
                        "OneLoadAtATime"),
                arguments("keeping another shape beside, with changes", (Supplier<ModelEntryStore>) KeepsOneShape::new,
                        "RELEASES,CHANGES", "LoadedOnceAChange"),
                arguments("fence check in publish, of recomputes", (Supplier<ModelEntryStore>) PublishesAnyway::new,
                        "SCHEDULED,CHANGES", "ChangeBeatsLoad"),
                arguments("second look in begin, of recomputes", (Supplier<ModelEntryStore>) BeginsAnyway::new,
                        "SCHEDULED,SLOW_COMMANDS", "RecomputedWhenDue"),
                arguments("lease for one only, of recomputes", (Supplier<ModelEntryStore>) LeasesToAll::new,
                        "HOT_KEYS,SLOW_COMMANDS", "OneLoadAtATime"));
    }

    private static int schedules(String focus) {
        return focus.isEmpty() ? SCHEDULES : MANY_SCHEDULES;
    }

    private static Arguments store(String protection, Supplier<ModelEntryStore> mutant, String invariant) {
        return arguments(protection, mutant, "", invariant);
    }

    private static final class PublishesAnyway extends ModelEntryStore {

        @Override
        public Published publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
            begin(key, get(key), new Claim(claim.token(), null, claim.life(), false));
            return super.publish(key, claim, loadStart, newEntry);
        }

    }

    private static final class BeginsAnyway extends ModelEntryStore {

        @Override
        public Begin begin(CacheKey key, @Nullable Entry seen, Claim claim) {
            return super.begin(key, get(key), claim);
        }

    }

    private static final class HoldsAnyway extends ModelEntryStore {

        @Override
        protected boolean isHeldBy(CacheKey key, String holder) {
            return true;
        }

    }

    private static final class LeasesToAll extends ModelEntryStore {

        @Override
        public boolean acquire(CacheKey key, Long owner, Duration life) {
            return true;
        }

    }

    private static final class ExtendsNothing extends ModelEntryStore {

        @Override
        public boolean extend(CacheKey key, Long owner, Duration life) {
            return true;
        }

    }

    private static final class IgnoresVersions extends ModelEntryStore {

        @Override
        protected boolean isOutdated(CacheKey key, @Nullable Long version) {
            return false;
        }

    }

    private static final class LeavesNoTombstone extends ModelEntryStore {

        @Override
        public boolean evict(CacheKey key, Tombstone tombstone) {
            boolean applied = !isOutdated(key, tombstone.version());
            if (applied) {
                evict(key);
            }
            return applied;
        }

    }

    private static final class ReplacesAnyway extends ModelEntryStore {

        @Override
        public boolean replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
            return put(key, newEntry);
        }

    }

    private static final class ForgetsFailures extends ModelEntryStore {

        @Override
        public boolean fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
            return abandon(key, claim);
        }

    }

    private static final class MarksByTheClock extends ModelEntryStore {

        @Override
        protected long mark(Map<String, Long> marks, String cache, long known) {
            marks.put(cache, now().toEpochMilli());
            return now().toEpochMilli();
        }

    }

    private static final class ChangesOneShape extends ModelEntryStore {

        @Override
        protected void removeBeside(CacheKey key) {
        }

    }

    private static final class ExpiresOneShape extends ModelEntryStore {

        @Override
        protected void expireBeside(CacheKey key) {
        }

    }

    private static final class KeepsOneShape extends ModelEntryStore {

        @Override
        protected void setAside(CacheKey key, Payload replacement) {
        }

    }

    private static final class KnowsNoMarks extends ModelEntryStore {

        @Override
        public Map<String, Marks> marks(Set<String> caches) {
            return Map.of();
        }

    }

}
