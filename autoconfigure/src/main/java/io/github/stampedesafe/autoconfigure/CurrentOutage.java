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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.outage.OutageGuard;

/** How things stand with the store, if our guard stands before it. */
record CurrentOutage(CreatedBean<OutageGuard> guard) implements Supplier<@Nullable OutageStatus> {

    @Override
    public @Nullable OutageStatus get() {
        OutageGuard guard = this.guard.get();
        return (guard != null) ? guard.status() : null;
    }

}
