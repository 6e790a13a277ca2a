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

package io.github.stampedesafe;

/**
 * A caller was interrupted while it waited for another caller's load. Its thread's
 * interrupt flag is set again; the load goes on.
 */
public final class WaitInterruptedException extends StampedeSafeException {

    /**
     * Creates the exception.
     * @param cache name of the cache
     * @param key text of the key that was waited for
     * @param cause the interruption
     */
    public WaitInterruptedException(String cache, String key, InterruptedException cause) {
        super("Interrupted while key '%s' of cache '%s' was loaded by another caller".formatted(key, cache), cause);
    }

}
