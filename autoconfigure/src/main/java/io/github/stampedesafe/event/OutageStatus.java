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

package io.github.stampedesafe.event;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether this instance reaches the store and the leases.
 *
 * @param store whether the store is asked
 * @param leases whether leases are asked for
 * @param undelivered changes that wait to be delivered; a clear of a cache is one
 * @param undeliverable changes since the start that were not delivered one by one
 * @param lasting how long the outage has lasted, {@code null} if there is none
 */
public record OutageStatus(Circuit store, Circuit leases, int undelivered, long undeliverable,
        @Nullable Duration lasting) {

    /** Whether requests are sent. */
    public enum Circuit {

        /** All requests are sent. */
        CLOSED,

        /** No request is sent. */
        OPEN,

        /** One request at a time is sent, to find out whether it is answered. */
        HALF_OPEN

    }

}
