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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.core.CacheKey;

/**
 * Everything that happened in a schedule, in steps: each event of interest is one step
 * later than the one before.
 */
final class History {

    final List<Call> calls = new ArrayList<>();

    final List<LoadRun> loads = new ArrayList<>();

    /** Changes as the store carried them out. */
    final List<Happening> changes = new ArrayList<>();

    final List<Publication> publications = new ArrayList<>();

    /** Signals of a clear, and looks for a lost one, as they came to instances. */
    final List<Heard> heard = new ArrayList<>();

    final List<Stop> stops = new ArrayList<>();

    /** What should be impossible, such as a signal that makes the engine throw. */
    final List<String> surprises = new ArrayList<>();

    private int step;

    int step() {
        return ++this.step;
    }

    /** Returns where a value comes from. */
    Origin origin(String value) {
        int id = Integer.parseInt(value.substring(1));
        if (value.startsWith("L")) {
            LoadRun load = this.loads.get(id);
            return new Origin(load.begin, load.end, load.key);
        }
        Call put = this.calls.get(id);
        return new Origin(put.start, put.succeeded() ? put.end : Call.NEVER, put.key);
    }

    /**
     * Where a value comes from.
     *
     * @param begin step at which its load, or the put, began
     * @param end step at which it ended, never if it threw: it may still take effect
     * @param key the key it was made for
     */
    record Origin(int begin, int end, CacheKey key) {
    }

    /** A change as the store carried it out. */
    record Happening(int step, Call.Kind kind, CacheKey key) {

        boolean concerns(CacheKey other) {
            return (this.kind == Call.Kind.CLEAR) ? this.key.cache().equals(other.cache()) : this.key.equals(other);
        }

    }

    /** A loaded value that the store accepted. */
    record Publication(int step, CacheKey key, String value) {
    }

    /**
     * An instance learnt of a clear: of that which was carried out at a step, or of all
     * that were until then.
     */
    record Heard(int step, Node node, int upTo, @Nullable Integer only) {
    }

    /** An instance stopped for a while, or for ever. */
    record Stop(int step, long time, Node node, long until) {
    }

}
