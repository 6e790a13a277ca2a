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

/**
 * A time during which the store does not answer.
 *
 * @param from its beginning, in ns
 * @param until its end, in ns
 * @param manner what becomes of commands meanwhile
 */
record Outage(long from, long until, Manner manner) {

    boolean isOn(long now) {
        return this.from <= now && now < this.until;
    }

    enum Manner {

        /** They fail at once. */
        REFUSES,

        /** They are lost, and time out. */
        LOSES,

        /** They are carried out, and time out. */
        MUTE,

        /** They time out, and are carried out when the outage is over. */
        FROZEN

    }

}
