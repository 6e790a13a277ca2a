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

import java.time.Duration;
import java.util.List;

/**
 * What was seen of a trouble.
 *
 * @param inFlight what callers got whose load was under way when the trouble began, waits
 * counted from the end of the load
 * @param cold what callers got who asked for an absent key during the trouble
 * @param evict what became of an evict during the trouble
 * @param again what a caller got right after that, for the same cold key
 * @param loads of the cold key, on the worker with most
 * @param atOnce of one key at the same time, on the worker with most
 * @param recovery from the end of the trouble until the instances shared a load again and
 * heard each other's signals
 * @param isEvictHonoured whether nobody was served the evicted value afterwards
 * @param before the trouble
 * @param after the trouble
 */
record Observation(List<Reply> inFlight, List<Reply> cold, Reply evict, Again again, int loads, int atOnce,
        Duration recovery, boolean isEvictHonoured, Census before, Census after) {

    /** Returns the longest wait of those who came during the trouble. */
    Duration longestWait() {
        return Row.longest(this.cold);
    }

    /** Returns the longest wait, after the load, of those who came before it. */
    Duration longestWaitInFlight() {
        return Row.longest(this.inFlight);
    }

    /** Returns the line of the result table. */
    Row row(String done) {
        String seen = "new callers: %s; callers of a load under way: %s; an evict: %s".formatted(Row.kinds(this.cold),
                Row.kinds(this.inFlight), evictText());
        Duration longest = (longestWait().compareTo(longestWaitInFlight()) > 0) ? longestWait() : longestWaitInFlight();
        return new Row(done, seen, longest, this.loads + " per key and instance", Row.rounded(this.recovery),
                this.before, this.after);
    }

    private String evictText() {
        String accepted = this.evict.isValue() ? "accepted" : "`" + this.evict.kind() + "`";
        return accepted + (this.isEvictHonoured ? ", honoured afterwards" : ", not honoured afterwards");
    }

    /**
     * A second question for a key that was loaded during the trouble.
     *
     * @param reply what the caller got
     * @param loads how many further loads it took
     */
    record Again(Reply reply, int loads) {
    }

}
