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

package io.github.stampedesafe.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;

import io.github.stampedesafe.engine.EngineHooks;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.metrics.ObservedLoads;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** Observations and spans of loads beside those of Spring Boot. */
class ObservationWiringTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private final ApplicationContextRunner runner = Contexts.withMetrics();

    @Test
    void loadsAreObservedByTheEngine() {
        this.runner.run((context) -> assertThat(context.getBean(EngineHooks.class).scope())
            .isSameAs(context.getBean(ObservedLoads.class)));
    }

    @Test
    void scopesOfTheApplicationStandAroundTheObservationOrInsideOfItByTheirOrder() {
        List<String> log = new ArrayList<>();
        AtomicReference<ObservationRegistry> registry = new AtomicReference<>(ObservationRegistry.NOOP);
        Request request = new Request(KEY, Policy.resolve(), new StringCodec(), () -> "value");
        this.runner.withBean(SimpleTracer.class, SimpleTracer::new)
            .withBean("inner", LoadScope.class, () -> new NamedScope("inner", 1, log, registry::get))
            .withBean("outer", LoadScope.class, () -> new NamedScope("outer", -1, log, registry::get))
            .withBean("innermost", LoadScope.class, () -> new NamedScope("innermost", 2, log, registry::get))
            .run((context) -> {
                registry.set(context.getBean(ObservationRegistry.class));
                assertThat(context.getBean(EngineHooks.class).scope().start(request, LoadCause.MISS))
                    .isCompletedWithValue("value");
                assertThat(log).containsExactly("outer", "inner in stampede.load", "innermost in stampede.load");
            });
    }

    @Test
    void theSpanOfARefreshIsLinkedAlthoughBootHasAHandlerForAllSpans() {
        this.runner.withBean(SimpleTracer.class, SimpleTracer::new).run((context) -> {
            ObservationRegistry registry = context.getBean(ObservationRegistry.class);
            LoadScope scope = context.getBean(LoadScope.class);
            LoadScope[] captured = new LoadScope[1];
            Observation.createNotStarted("caller", registry).observe(() -> captured[0] = scope.captured());
            captured[0].start(new Request(KEY, Policy.resolve(), new StringCodec(), () -> "value"), LoadCause.STALE);
            SimpleTracer tracer = context.getBean(SimpleTracer.class);
            assertThat(span(tracer, "load totals").getLinks())
                .containsExactly(new Link(span(tracer, "caller").context()));
        });
    }

    @Test
    void bootsPropertySwitchesObservationsOff() {
        ApplicationContextRunner traced = this.runner.withBean(SimpleTracer.class, SimpleTracer::new);
        Request request = new Request(KEY, Policy.resolve(), new StringCodec(), () -> "value");
        traced.run((context) -> {
            context.getBean(LoadScope.class).start(request, LoadCause.MISS);
            assertThat(context.getBean(SimpleTracer.class).getSpans()).hasSize(1);
        });
        traced.withPropertyValues("management.observations.enable.stampede.load=false").run((context) -> {
            assertThat(context.getBean(LoadScope.class).start(request, LoadCause.STALE)).isCompletedWithValue("value");
            assertThat(context.getBean(SimpleTracer.class).getSpans()).isEmpty();
        });
    }

    private static SimpleSpan span(SimpleTracer tracer, String name) {
        return tracer.getSpans().stream().filter((span) -> name.equals(span.getName())).findAny().orElseThrow();
    }

    /** Notes that it runs, and in which observation. */
    private record NamedScope(String name, int order, List<String> log,
            Supplier<ObservationRegistry> registry) implements LoadScope, Ordered {

        @Override
        public CompletionStage<@Nullable Object> start(Request request, LoadCause cause) {
            Observation current = this.registry.get().getCurrentObservation();
            this.log.add((current != null) ? this.name + " in " + current.getContext().getName() : this.name);
            return request.load().start();
        }

        @Override
        public int getOrder() {
            return this.order;
        }

    }

}
