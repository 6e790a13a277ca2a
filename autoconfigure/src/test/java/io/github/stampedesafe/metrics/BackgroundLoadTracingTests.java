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

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.Load;
import io.github.stampedesafe.core.LoadCause;
import io.github.stampedesafe.core.LoadScope;
import io.github.stampedesafe.core.Policy;
import io.github.stampedesafe.core.Request;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** The spans of loads, beside the handler that an application has for all spans. */
class BackgroundLoadTracingTests {

    private final SimpleTracer tracer = new SimpleTracer();

    private final ObservationRegistry registry = ObservationRegistry.create();

    private final ObservedLoads scope = new ObservedLoads(this.registry);

    @BeforeEach
    void traceObservations() {
        this.registry.observationConfig()
            .observationHandler(new FirstMatchingCompositeObservationHandler(new BackgroundLoadTracing(this.tracer),
                    new DefaultTracingObservationHandler(this.tracer)));
    }

    @Test
    void theSpanOfALoadThatACallerWaitsForIsAChildOfTheCallers() throws Throwable {
        Observation.createNotStarted("caller", this.registry).observeChecked(() -> load(this.scope, LoadCause.MISS));
        assertThat(span("load totals").getParentId()).isEqualTo(span("caller").getSpanId());
        assertThat(span("load totals").getLinks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = { "EARLY", "STALE" })
    void theSpanOfARenewalIsLinkedToTheCallThatIsLongOver(LoadCause cause) throws Throwable {
        LoadScope[] captured = new LoadScope[1];
        Observation.createNotStarted("caller", this.registry).observe(() -> captured[0] = this.scope.captured());
        load(captured[0], cause);
        assertThat(span("load totals").getLinks()).containsExactly(new Link(span("caller").context()));
        assertThat(span("load totals").getParentId()).isNullOrEmpty();
        assertThat(span("load totals").getTags()).containsEntry("cache", "totals");
        assertThat(span("load totals").getEndTimestamp()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = { "EARLY", "STALE", "RECOMPUTE" })
    void aSpanThatHappensToBeCurrentOnTheBackgroundThreadHasNoPartInIt(LoadCause cause) throws Throwable {
        Span other = this.tracer.nextSpan().name("other").start();
        try (Tracer.SpanInScope current = this.tracer.withSpan(other)) {
            assertThat(current).isNotNull();
            load(this.scope, cause);
        }
        finally {
            other.end();
        }
        assertThat(span("load totals").getParentId()).isNullOrEmpty();
        assertThat(span("load totals").getTraceId()).isNotEqualTo(span("other").getTraceId());
        assertThat(span("load totals").getLinks()).isEmpty();
    }

    @Test
    void whatABackgroundLoadDoesIsInItsTrace() throws Throwable {
        this.scope.run(request(() -> {
            Observation.createNotStarted("query", this.registry).observe(() -> {
            });
            return "value";
        }), LoadCause.RECOMPUTE);
        assertThat(span("query").getParentId()).isEqualTo(span("load totals").getSpanId());
        assertThat(this.tracer.currentSpan()).isNull();
    }

    private SimpleSpan span(String name) {
        return this.tracer.getSpans().stream().filter((span) -> name.equals(span.getName())).findAny().orElseThrow();
    }

    private static Object load(LoadScope scope, LoadCause cause) throws Throwable {
        Object value = scope.run(request(() -> "value"), cause);
        assertThat(value).isNotNull();
        return value;
    }

    private static Request request(Load load) {
        return new Request(new CacheKey("totals", "DE"), Policy.resolve(), new StringCodec(), load);
    }

}
