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

package io.github.stampedesafe.engine;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.LoadCause;

/**
 * What a call does that was served a value which is due or stale: it hands the refresh to
 * the background or, if only callers can load the key, refreshes it itself.
 */
final class Refreshes {

    private final RefreshRunner runner;

    private final BackgroundLoads background;

    private final RefreshPauses pauses;

    private final LoadPermits permits;

    private final LoadScope scope;

    Refreshes(RefreshRunner runner, BackgroundLoads background, RefreshPauses pauses, LoadPermits permits,
            LoadScope scope) {
        this.runner = runner;
        this.background = background;
        this.pauses = pauses;
        this.permits = permits;
        this.scope = scope;
    }

    /**
     * Hands the refresh of a key to the background, unless it is under way. Never blocks.
     * @param seen the value that was served
     * @return whether the call is done; if not, only a caller can load the key
     */
    boolean handOver(Request request, Lookup seen) {
        if (this.pauses.isResting(request.key()) || this.background.isUnderWay(request)) {
            return true;
        }
        Request detached = detached(request);
        if (detached != null) {
            this.background.add(new BackgroundLoad.Refresh(detached, seen, this.scope.captured()));
        }
        return detached != null;
    }

    /**
     * Refreshes a key in the attempt of a caller. This call waits for its load, and all
     * others are served the old value meanwhile.
     * @return what this call gets
     */
    CompletionStage<Value> refreshFor(LoadAttempt attempt) {
        Value old = new Value(attempt.seen().value());
        if (!this.permits.tryAdmit(attempt)) {
            return Steps.of(old); // a later caller refreshes it
        }
        LoadCause cause = BackgroundLoad.Refresh.causeOf(attempt.seen());
        return Steps.begin(() -> this.runner.run(attempt, cause, Refreshes::nothing)).thenApply((end) -> {
            if (!end.isSettled()) {
                this.pauses.rest(attempt.key());
            }
            if (end.recomputed().failure() instanceof InterruptedException) {
                attempt.caller().interrupt();
            }
            LeaderResult result = end.result();
            return (result != null) ? new Value(result.value()) : old;
        }).whenComplete((value, failure) -> attempt.release());
    }

    private @Nullable Request detached(Request request) {
        if (this.pauses.isLeftToCallers(request.key())) {
            return null;
        }
        try {
            return request.with(request.load().detached());
        }
        catch (LoadNeedsCallerException ex) {
            this.pauses.leaveToCallers(request.key(), LoadCause.STALE, ex);
            return null;
        }
    }

    private static void nothing() {
    }

}
