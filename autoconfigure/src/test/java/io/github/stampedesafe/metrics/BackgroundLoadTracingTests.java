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
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeEach;
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

/**
 * The spans of loads as OpenTelemetry exports them, beside the handler that an
 * application has for all spans.
 */
class BackgroundLoadTracingTests {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    private final Tracer tracer = new OtelTracer(
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(this.exporter)).build().get("test"),
            new OtelCurrentTraceContext(), (event) -> {
            });

    private final ObservationRegistry registry = ObservationRegistry.create();

    private final ObservedLoads scope = new ObservedLoads(this.registry);

    @BeforeEach
    void traceObservations() {
        this.registry.observationConfig()
            .observationHandler(new FirstMatchingCompositeObservationHandler(new BackgroundLoadTracing(this.tracer),
                    new DefaultTracingObservationHandler(this.tracer)));
    }

    @Test
    void theSpanOfALoadThatACallerWaitsForIsAChildOfTheCallers() {
        Observation.createNotStarted("caller", this.registry).observe(() -> load(this.scope, LoadCause.MISS));
        assertThat(span("load totals").getParentSpanContext()).isEqualTo(span("caller").getSpanContext());
        assertThat(span("load totals").getLinks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = { "EARLY", "STALE" })
    void theSpanOfARefreshIsLinkedToTheCallThatIsLongOver(LoadCause cause) {
        LoadScope[] captured = new LoadScope[1];
        Observation.createNotStarted("caller", this.registry).observe(() -> captured[0] = this.scope.captured());
        load(captured[0], cause);
        assertThat(span("load totals").getLinks()).extracting(LinkData::getSpanContext)
            .containsExactly(span("caller").getSpanContext());
        assertThat(span("load totals").getAttributes().get(AttributeKey.stringKey("cache"))).isEqualTo("totals");
        assertIsRoot("load totals");
    }

    @ParameterizedTest
    @EnumSource(names = { "EARLY", "STALE", "RECOMPUTE" })
    void aSpanThatHappensToBeCurrentOnTheBackgroundThreadHasNoPartInIt(LoadCause cause) {
        Span other = this.tracer.nextSpan().name("other").start();
        try (Tracer.SpanInScope current = this.tracer.withSpan(other)) {
            assertThat(current).isNotNull();
            load(this.scope, cause);
        }
        other.end();
        assertIsRoot("load totals");
        assertThat(span("load totals").getLinks()).isEmpty();
        assertThat(span("load totals").getTraceId()).isNotEqualTo(span("other").getTraceId());
    }

    @Test
    void whatABackgroundLoadDoesIsInItsTrace() {
        load(this.scope, LoadCause.RECOMPUTE, () -> {
            Observation.createNotStarted("query", this.registry).observe(() -> {
            });
            return "value";
        });
        assertThat(span("query").getParentSpanContext()).isEqualTo(span("load totals").getSpanContext());
        assertThat(this.tracer.currentSpan()).isNull();
    }

    @Test
    void theFailureOfABackgroundLoadIsOnItsSpan() {
        assertThat(this.scope.start(request(() -> {
            throw new IllegalStateException("Expected");
        }), LoadCause.STALE)).isCompletedExceptionally();
        assertThat(span("load totals").getStatus())
            .isEqualTo(StatusData.create(StatusData.error().getStatusCode(), "Expected"));
    }

    private void assertIsRoot(String name) {
        assertThat(span(name).getParentSpanContext().isValid()).as("has a parent").isFalse();
    }

    private SpanData span(String name) {
        return this.exporter.getFinishedSpanItems()
            .stream()
            .filter((span) -> name.equals(span.getName()))
            .findAny()
            .orElseThrow();
    }

    private static void load(LoadScope scope, LoadCause cause) {
        load(scope, cause, () -> "value");
    }

    private static void load(LoadScope scope, LoadCause cause, Load load) {
        assertThat(scope.start(request(load), cause)).isCompletedWithValue("value");
    }

    private static Request request(Load load) {
        return new Request(new CacheKey("totals", "DE"), Policy.resolve(), new StringCodec(), load);
    }

}
