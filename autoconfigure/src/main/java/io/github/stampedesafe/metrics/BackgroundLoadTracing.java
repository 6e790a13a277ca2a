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
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Gives each background load a trace of its own, with a link to the span of the call that
 * gave rise to it. Observations know no links, so this handler has to come before the
 * {@linkplain io.micrometer.tracing.handler.DefaultTracingObservationHandler one for all
 * observations}, which would make the load a child of whatever span is current on its
 * thread.
 */
public final class BackgroundLoadTracing implements TracingObservationHandler<LoadContext> {

    private final Tracer tracer;

    /**
     * Creates the handler.
     * @param tracer begins spans
     */
    public BackgroundLoadTracing(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void onStart(LoadContext context) {
        Span.Builder span = this.tracer.spanBuilder().setNoParent();
        Span origin = spanOf(context.getOrigin());
        if (origin != null) {
            span.addLink(new Link(origin.context()));
        }
        getTracingContext(context).setSpan(span.start());
    }

    @Override
    public void onStop(LoadContext context) {
        Span span = getRequiredSpan(context);
        span.name(getSpanName(context));
        tagSpan(context, span);
        endSpan(context, span);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof LoadContext load && load.isBackground();
    }

    @Override
    public Tracer getTracer() {
        return this.tracer;
    }

    private static @Nullable Span spanOf(@Nullable ObservationView observation) {
        TracingContext tracing = (observation != null) ? observation.getContextView().get(TracingContext.class) : null;
        return (tracing != null) ? tracing.getSpan() : null;
    }

}
