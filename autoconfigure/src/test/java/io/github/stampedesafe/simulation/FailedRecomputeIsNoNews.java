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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.RememberedFailureException;

/**
 * A recompute may fail for want of a caller. So none is told of it, not even one that
 * waited for it, and the store does not remember it.
 */
final class FailedRecomputeIsNoNews implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        for (LoadRun load : world.history.loads) {
            if (load.failure != null && load.isAhead()) {
                String message = String.valueOf(load.failure.getMessage());
                world.history.failures.stream()
                    .filter((failure) -> failure.message().equals(message))
                    .forEach((failure) -> violations.add(load + " was a recompute, and yet the store has " + failure));
                world.history.calls.stream()
                    .filter((call) -> call.thrown == load.failure || isRemembered(call.thrown, message))
                    .forEach((call) -> violations.add(call + " was told that " + load + " failed, a recompute"));
            }
        }
        return violations;
    }

    private static boolean isRemembered(@Nullable Throwable thrown, String message) {
        return thrown instanceof RememberedFailureException remembered && message.equals(remembered.failureMessage());
    }

}
