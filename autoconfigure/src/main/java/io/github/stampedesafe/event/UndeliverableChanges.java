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

/**
 * Changes of one cache that were pending in an outage and never reached the store one by
 * one.
 *
 * @param cache name of the cache
 * @param changes how many
 * @param fate what became of them
 */
public record UndeliverableChanges(String cache, int changes, Fate fate) {

    /** What becomes of changes that cannot be delivered. */
    public enum Fate {

        /** There were too many: the cache is cleared instead. */
        CLEAR_INSTEAD,

        /**
         * The instance was stopped before the store answered: entries that were evicted
         * may still be served to other instances, up to the end of their life.
         */
        LOST

    }

}
