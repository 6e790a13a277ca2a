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

import org.jspecify.annotations.Nullable;

/**
 * One line of work: a caller's call after call, an asynchronous call, or a background
 * load. Tasks run it, one after the other if no thread waits for it.
 */
final class Strand {

    /** The call that it works for, {@code null} for work that no caller waits for. */
    @Nullable Call call;

    /** Step at which it last was granted a lease, −1 if never. */
    int leasedAt = -1;

    /** When it last set a fence for the load that comes next. */
    LoadRun.@Nullable Attempt attempt;

    /** Begins to work for a call. */
    void begin(Call call) {
        this.call = call;
        this.leasedAt = -1;
        this.attempt = null;
    }

    /** Goes on for a call whose load has made another. */
    void resume(@Nullable Call outer) {
        this.call = outer;
        this.leasedAt = -1;
        this.attempt = null;
    }

}
