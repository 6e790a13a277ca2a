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
 * How things stand on this instance.
 *
 * @param store whether the store is asked
 * @param leases whether leases are asked for
 * @param undelivered changes that wait to be delivered; a clear of a cache is one
 * @param undeliverable changes so far that were never delivered one by one
 * @param lasting how long the outage lasts, {@code null} if there is none
 */
public record OutageStatus(Circuit store, Circuit leases, int undelivered, long undeliverable,
        @Nullable Duration lasting) {

    /** Whether somebody is asked. */
    public enum Circuit {

        /** As usual. */
        CLOSED,

        /** Not at all. */
        OPEN,

        /** By one question at a time, to find out whether it is answered. */
        HALF_OPEN

    }

}
