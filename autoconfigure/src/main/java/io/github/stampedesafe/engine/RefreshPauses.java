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

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.RefreshNeedsCaller;
import io.github.stampedesafe.key.CacheKey;

/** The keys that are not refreshed in the background, or only alone, for a time. */
final class RefreshPauses {

    /**
     * How long a key is left alone after a refresh that failed, or stored nothing, or is
     * another instance's.
     */
    static final Duration REST = Duration.ofSeconds(1);

    /**
     * How long a key is left to its callers after a background load needed one. Then it
     * is tried again without: what it read may have been of a moment.
     */
    static final Duration LEFT_TO_CALLERS = Duration.ofMinutes(10);

    /**
     * How long a key is refreshed alone after a refresh that failed, unless one succeeds
     * before.
     */
    static final Duration ALONE = Duration.ofMinutes(10);

    private final PausedKeys resting;

    private final PausedKeys leftToCallers;

    private final PausedKeys alone;

    private final CacheListener listener;

    RefreshPauses(LongSupplier nanoTime, CacheListener listener) {
        this.resting = new PausedKeys(REST, nanoTime);
        this.leftToCallers = new PausedKeys(LEFT_TO_CALLERS, nanoTime);
        this.alone = new PausedKeys(ALONE, nanoTime);
        this.listener = listener;
    }

    /** Lets a key rest. */
    void rest(CacheKey key) {
        this.resting.add(key);
    }

    /** Whether a key is left alone. */
    boolean isResting(CacheKey key) {
        return this.resting.contains(key);
    }

    /**
     * Notes that a key was filled or changed: what kept it from being refreshed is over.
     */
    void wake(CacheKey key) {
        this.resting.remove(key);
        this.alone.remove(key);
    }

    /**
     * Has a key refreshed alone from now on: nobody can tell which of the keys that are
     * loaded together makes the load fail, and the others are not to fail with it again.
     */
    void separate(CacheKey key) {
        this.alone.add(key);
    }

    /** Whether a key is refreshed alone. */
    boolean isAlone(CacheKey key) {
        return this.alone.contains(key);
    }

    /** Leaves a key to its callers. */
    void leaveToCallers(CacheKey key, LoadCause cause, LoadNeedsCallerException reason) {
        // A recompute has no context of a caller; a refresh, which has, may succeed.
        if (cause != LoadCause.RECOMPUTE) {
            this.leftToCallers.add(key);
        }
        this.listener.onEvent(new RefreshNeedsCaller(key, reason));
    }

    /** Whether only callers load a key. */
    boolean isLeftToCallers(CacheKey key) {
        return this.leftToCallers.contains(key);
    }

}
