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

package io.github.stampedesafe.interceptor;

import java.util.function.Supplier;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.github.stampedesafe.engine.OuterLoad;

/**
 * A call that is a subscription.
 *
 * @param view the context of the subscriber
 */
record ReactorCall(ContextView view) implements AsyncCall {

    private static final boolean CONTEXTS_ARE_PROPAGATED = ClassUtils
        .isPresent("io.micrometer.context.ContextSnapshotFactory", ReactorCall.class.getClassLoader());

    /** The same of the context that a background load has of a thread. */
    @Override
    public AsyncCall detached() {
        return new ReactorCall(CONTEXTS_ARE_PROPAGATED ? Propagation.carried(this.view) : Context.empty());
    }

    @Override
    public <T extends @Nullable Object> T during(Supplier<T> calls) {
        OuterLoad outer = this.view.getOrDefault(OuterLoad.class, null);
        Supplier<T> scoped = CONTEXTS_ARE_PROPAGATED ? () -> Propagation.during(this.view, calls) : calls;
        return (outer != null) ? outer.during(scoped) : scoped.get();
    }

    /** Not loaded without Micrometer's context propagation. */
    private static final class Propagation {

        private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

        static <T extends @Nullable Object> T during(ContextView view, Supplier<T> calls) {
            ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(view);
            try {
                return calls.get();
            }
            finally {
                scope.close();
            }
        }

        static Context carried(ContextView view) {
            Context carried = Context.empty();
            for (ThreadLocalAccessor<?> accessor : ContextRegistry.getInstance().getThreadLocalAccessors()) {
                Object key = accessor.key();
                if (view.hasKey(key) && !key.toString().startsWith("micrometer.")) {
                    carried = carried.put(key, view.get(key));
                }
            }
            return carried;
        }

    }

}
