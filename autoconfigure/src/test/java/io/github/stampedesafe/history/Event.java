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

package io.github.stampedesafe.history;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One read or write. Times are {@link System#nanoTime()}, which on Linux is one clock for
 * all processes of a machine.
 *
 * @param worker the process
 * @param kind what was done
 * @param key of the register
 * @param begun time just before
 * @param ended time just after
 * @param version what was read or written
 */
record Event(String worker, Kind kind, String key, long begun, long ended, long version) {

    String format() {
        return String.join(" ", this.worker, this.kind.name(), this.key, Long.toString(this.begun),
                Long.toString(this.ended), Long.toString(this.version));
    }

    static Event parse(String line) {
        List<String> words = Arrays.asList(line.split(" "));
        return new Event(words.get(0), Kind.valueOf(words.get(1)), words.get(2), Long.parseLong(words.get(3)),
                Long.parseLong(words.get(4)), Long.parseLong(words.get(5)));
    }

    @Override
    public String toString() {
        return "%s of version %d of %s by %s".formatted(this.kind.name().toLowerCase(Locale.ROOT), this.version,
                this.key, this.worker);
    }

    /** What was done with the register and the cache. */
    enum Kind {

        /** The cache was asked. */
        READ,

        /** The register was written, then the key evicted. */
        EVICT,

        /** The register was written, then what was written put. */
        PUT,

        /** The register was written, then the cache cleared. */
        CLEAR;

        boolean isWrite() {
            return this != READ;
        }

    }

}
