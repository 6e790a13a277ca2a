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

package io.github.stampedesafe.logging;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent;
import io.github.stampedesafe.event.LoadEvent.LeaseLost;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.LoadOverdue;
import io.github.stampedesafe.event.LoadEvent.LoadRefused;
import io.github.stampedesafe.event.LoadEvent.RefreshNeedsCaller;
import io.github.stampedesafe.event.LoadEvent.RefreshRefused;

/** Lines about loads that failed, were refused, or took too long. */
final class LoadLog {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Set<LoadCause> IN_BACKGROUND = Set.of(LoadCause.EARLY, LoadCause.STALE, LoadCause.RECOMPUTE);

    private final Throttle failed;

    private final Throttle loadsRefused;

    private final Throttle overdue;

    private final Throttle refreshesRefused;

    private final Set<String> needsCaller = ConcurrentHashMap.newKeySet();

    LoadLog(LongSupplier nanoTime) {
        this.failed = new Throttle(nanoTime, INTERVAL);
        this.loadsRefused = new Throttle(nanoTime, INTERVAL);
        this.overdue = new Throttle(nanoTime, INTERVAL);
        this.refreshesRefused = new Throttle(nanoTime, INTERVAL);
    }

    void log(LoadEvent event) {
        if (event instanceof LoadFailed failure) {
            failed(failure);
        }
        else if (event instanceof LoadRefused) {
            KeyLine.warn(this.loadsRefused, event, null,
                    "Loading key '%s' of cache '%s' was refused, because as many loads of the cache as its "
                            + "'max-concurrent-loads' and 'max-waiting-loads' allow run and wait");
        }
        else if (event instanceof LoadOverdue load) {
            KeyLine.warn(this.overdue, event, null,
                    "A load of key '%s' of cache '%s' exceeded its deadline of %d ms and was given up; it may go on",
                    load.deadline().toMillis());
        }
        else if (event instanceof RefreshRefused) {
            KeyLine.warn(this.refreshesRefused, event, null,
                    "Refreshing key '%s' of cache '%s' in the background was refused, because as many refreshes as "
                            + "'stampede-safe.refresh.threads' and 'stampede-safe.refresh.queue' allow are under way");
        }
        else if (event instanceof RefreshNeedsCaller refresh) {
            needsCaller(refresh);
        }
        else if (event instanceof LeaseLost) {
            KeyLine.debug(event, "The lease of key '%s' of cache '%s' was lost while its load ran");
        }
    }

    /** Only a load in the background has nobody else to tell. */
    private void failed(LoadFailed event) {
        if (IN_BACKGROUND.contains(event.cause())) {
            KeyLine.warn(this.failed, event, event.failure(),
                    "Refreshing key '%s' of cache '%s' in the background failed");
        }
    }

    /** Once per cause: each method has causes of its own. */
    private void needsCaller(RefreshNeedsCaller event) {
        String cause = String.valueOf(event.reason().getMessage());
        KeyLine.once(this.needsCaller.add(cause), "for this cause", event, event.reason().getCause(),
                "Key '%s' of cache '%s' is not refreshed in the background, but by a caller when it is due", cause);
    }

}
