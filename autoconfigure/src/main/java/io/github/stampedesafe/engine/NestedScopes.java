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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.LoadCause;

/**
 * One scope around another.
 *
 * @param outer begins first and ends last
 * @param inner surrounds the load itself
 */
record NestedScopes(LoadScope outer, LoadScope inner) implements LoadScope {

    @Override
    public @Nullable Object run(Request request, LoadCause cause) throws Throwable {
        return this.outer.run(request.with(() -> this.inner.run(request, cause)), cause);
    }

    @Override
    public LoadScope captured() {
        LoadScope outer = this.outer.captured();
        LoadScope inner = this.inner.captured();
        return (outer == this.outer && inner == this.inner) ? this : new NestedScopes(outer, inner);
    }

}
