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

package io.github.stampedesafe.chaos;

import java.util.Set;

/**
 * What the design promises and the library does not have yet. Tests of it switch
 * themselves on as soon as it is there.
 */
final class Pending {

    static final String OUTAGE = "needs the package 'outage'";

    static final String FAILURE_TTL = "needs 'failure-ttl'";

    static final String LOADS_AGAIN = "where Redis can only be read, followers that joined during a load wait for its "
            + "lease to run out and load again";

    /**
     * Known: a follower that joined during the load looks for itself when the publish of
     * its leader has timed out, because the key may have been changed before it came.
     */
    static final Set<Trouble> LATE_LOOKS = Set.of(Trouble.FROZEN, Trouble.PAUSED);

    /**
     * Troubles in which Redis can be read and not written. Known: who comes during a load
     * loads again, because only Redis could tell that nothing was changed before; and
     * nothing is remembered, because looks are answered.
     */
    static final Set<Trouble> HALF_OUTAGES = Set.of(Trouble.OUT_OF_MEMORY, Trouble.READ_ONLY);

    static final String HALF = "where reads are answered, refused writes are logged at most every ten seconds";

    private Pending() {
    }

    static boolean isOutagePackageThere() {
        return isThere("outage/package-info");
    }

    static boolean isFailureTtlThere() {
        return isThere("store/RememberedFailure");
    }

    private static boolean isThere(String type) {
        return Pending.class.getResource("/io/github/stampedesafe/" + type + ".class") != null;
    }

}
