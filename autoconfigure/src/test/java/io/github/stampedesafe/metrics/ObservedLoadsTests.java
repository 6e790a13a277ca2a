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

package io.github.stampedesafe.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

class ObservedLoadsTests {

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    private final ObservedLoads scope = new ObservedLoads(this.registry);

    private final Observation caller = Observation.createNotStarted("caller", this.registry);

    @ParameterizedTest
    @EnumSource
    void aLoadIsOneObservationWithCacheAndCauseAndNoKey(LoadCause cause) {
        assertThat(this.scope.start(request(() -> "value"), cause)).isCompletedWithValue("value");
        assertThat(this.registry).hasSingleObservationThat()
            .hasNameEqualTo("stampede.load")
            .hasContextualNameEqualTo("load totals")
            .hasOnlyKeys("cache", "cause")
            .hasLowCardinalityKeyValue("cache", "totals")
            .hasLowCardinalityKeyValue("cause", MeterTags.value(cause))
            .hasBeenStarted()
            .hasBeenStopped()
            .doesNotHaveError();
    }

    @Test
    void whatTheLoadThrewIsRecordedAndThrownItself() {
        IOException failure = new IOException("Expected");
        Throwable[] failed = new Throwable[1];
        this.scope.start(request(() -> {
            throw failure;
        }), LoadCause.MISS).whenComplete((value, thrown) -> failed[0] = thrown);
        assertThat(failed[0]).isSameAs(failure);
        assertThat(this.registry).hasSingleObservationThat().hasBeenStopped().hasError(failure);
    }

    @ParameterizedTest
    @EnumSource(names = { "MISS", "OUTAGE" })
    void aLoadThatACallerWaitsForNestsUnderTheCaller(LoadCause cause) {
        this.caller.observe(() -> load(this.scope, cause));
        assertThat(this.registry).hasObservationWithNameEqualTo("stampede.load")
            .that()
            .hasParentObservationEqualTo(this.caller);
    }

    @Test
    void aLoadOnAnotherThreadThanItsCallersNestsUnderTheCallerToo() {
        LoadScope[] captured = new LoadScope[1];
        this.caller.observe(() -> captured[0] = this.scope.captured());
        load(captured[0], LoadCause.MISS);
        assertThat(this.registry).hasObservationWithNameEqualTo("stampede.load")
            .that()
            .hasParentObservationEqualTo(this.caller)
            .isInstanceOfSatisfying(LoadContext.class, (context) -> assertThat(context.getOrigin()).isNull());
    }

    @ParameterizedTest
    @EnumSource(names = { "EARLY", "STALE", "RECOMPUTE" })
    void aBackgroundLoadNestsUnderNothingWhateverIsCurrentOnItsThread(LoadCause cause) {
        Observation other = Observation.start("other", this.registry);
        other.scoped(() -> load(this.scope, cause));
        assertThat(this.registry).hasObservationWithNameEqualTo("stampede.load").that().doesNotHaveParentObservation();
    }

    @Test
    void whatTheLoadDoesNestsUnderItAndWhatWasCurrentIsSoAgain() {
        List<@Nullable Observation> current = new ArrayList<>();
        Observation other = Observation.start("other", this.registry);
        other.scoped(() -> {
            load(this.scope, LoadCause.STALE, () -> {
                current.add(this.registry.getCurrentObservation());
                return "value";
            });
            current.add(this.registry.getCurrentObservation());
        });
        assertThat(current).first()
            .satisfies((observation) -> assertThat(observation).isNotNull()
                .extracting((present) -> present.getContext().getName())
                .isEqualTo("stampede.load"));
        assertThat(current).last().isSameAs(other);
    }

    @Test
    void aRefreshKnowsTheCallThatHadTheValueRefreshed() {
        LoadScope[] captured = new LoadScope[1];
        this.caller.observe(() -> captured[0] = this.scope.captured());
        load(captured[0], LoadCause.STALE);
        assertThat(this.registry).hasObservationWithNameEqualTo("stampede.load")
            .that()
            .isInstanceOfSatisfying(LoadContext.class,
                    (context) -> assertThat(context.getOrigin()).isSameAs(this.caller));
    }

    @Test
    void whereNothingIsObservedNothingIsCaptured() {
        assertThat(this.scope.captured()).isSameAs(this.scope);
    }

    @Test
    void aRegistryThatObservesNothingCostsNothing() {
        ObservedLoads unobserved = new ObservedLoads(ObservationRegistry.NOOP);
        assertThat(unobserved.captured()).isSameAs(unobserved);
        load(unobserved, LoadCause.MISS, () -> {
            assertThat(ObservationRegistry.NOOP.getCurrentObservation()).isNull();
            return "value";
        });
        ObservationRegistry withoutHandlers = ObservationRegistry.create();
        load(new ObservedLoads(withoutHandlers), LoadCause.MISS, () -> {
            assertThat(withoutHandlers.getCurrentObservation()).isNull();
            return "value";
        });
    }

    @Test
    void anApplicationNamesLoadsByAConventionOfItsOwn() {
        ObservationRegistry registry = ObservationRegistry.create();
        List<String> names = new ArrayList<>();
        registry.observationConfig().observationConvention(new TheirConvention());
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

            @Override
            public void onStop(Observation.Context context) {
                names.add(context.getName() + " " + context.getLowCardinalityKeyValues().stream().toList());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

        });
        load(new ObservedLoads(registry), LoadCause.MISS);
        assertThat(names).containsExactly("theirs " + List.of(KeyValue.of("ours", "DE")));
    }

    private static void load(LoadScope scope, LoadCause cause) {
        load(scope, cause, () -> "value");
    }

    private static void load(LoadScope scope, LoadCause cause, Load load) {
        assertThat(scope.start(request(load), cause)).isDone();
    }

    private static Request request(Load load) {
        return new Request(new CacheKey("totals", "DE"), Policy.resolve(), new StringCodec(), load);
    }

}
