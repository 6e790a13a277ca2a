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
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.LoadCause;

/**
 * What is known of an observed load. The observation of a load that a caller waits for
 * nests under the caller's; that of a background load has no parent, whatever is current
 * on its thread, and may know the observation that {@linkplain #getOrigin() gave rise} to
 * it.
 */
public final class LoadContext extends Observation.Context {

    private final Request request;

    private final LoadCause cause;

    private final @Nullable ObservationView origin;

    LoadContext(Request request, LoadCause cause, @Nullable ObservationView origin) {
        this.request = request;
        this.cause = cause;
        this.origin = origin;
    }

    /** Returns what is loaded. */
    public Request getRequest() {
        return this.request;
    }

    /** Returns why. */
    public LoadCause getCause() {
        return this.cause;
    }

    /**
     * Returns the observation of the call that was answered at once and had the value
     * refreshed, {@code null} if nobody's call or a waiting one is behind the load. It
     * may have ended.
     */
    public @Nullable ObservationView getOrigin() {
        return isBackground() ? this.origin : null;
    }

    /** Whether no caller waits for the load. */
    public boolean isBackground() {
        return switch (this.cause) {
            case EARLY, STALE, RECOMPUTE -> true;
            case MISS, OUTAGE -> false;
        };
    }

    /** Does nothing for a background load: it is nobody's child. */
    @Override
    public void setParentObservation(@Nullable ObservationView parent) {
        if (!isBackground()) {
            super.setParentObservation(parent);
        }
    }

}
