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

import java.util.function.UnaryOperator;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * Carries what Micrometer's context propagation knows of, apart from Micrometer's own
 * observation: a load has one of its own, which tells what gave rise to it.
 */
final class PropagatedContext {

    private PropagatedContext() {
    }

    static UnaryOperator<Runnable> create() {
        ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
            .clearMissing(true)
            .captureKeyPredicate(PropagatedContext::isCarried)
            .build();
        return (task) -> {
            ContextSnapshot snapshot = snapshots.captureAll();
            return () -> {
                ContextSnapshot.Scope scope = snapshot.setThreadLocals(PropagatedContext::isCarried);
                try {
                    task.run();
                }
                finally {
                    scope.close();
                }
            };
        };
    }

    private static boolean isCarried(Object key) {
        return !key.toString().startsWith("micrometer.");
    }

}
