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

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Signal;

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

    /** What the store accepted that has a version. */
    final List<Write> writes = new ArrayList<>();

    /** Values that the store took because the key had none. */
    final List<Filling> fillings = new ArrayList<>();

    final List<Failure> failures = new ArrayList<>();

    final List<Expiry> expiries = new ArrayList<>();

    /** Signals of a clear, and looks for a lost one, as they came to instances. */
    final List<Heard> heard = new ArrayList<>();

    /** Signals of an expiry, as they came to instances. */
    final List<HeardExpiry> heardExpiries = new ArrayList<>();

    /** Signals as the store sent them, if instances hold near copies. */
    final List<Sent> sent = new ArrayList<>();

    /** The same as they came to instances. */
    final List<Received> received = new ArrayList<>();

    /** When the store carried out the publication or the put of each value. */
    final Map<String, Integer> stored = new HashMap<>();

    final List<Stop> stops = new ArrayList<>();

    /** How the recomputes of planners ended that were due. */
    final List<Recompute> recomputed = new ArrayList<>();

    /** When each instance first knew the keys of the scheduled method, in ns. */
    final Map<Node, Long> listed = new HashMap<>();

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
            return new Origin(load.begin, load.end, load.key, load.node);
        }
        Call put = this.calls.get(id);
        return new Origin(put.start, put.succeeded() ? put.end : Call.NEVER, put.key, put.node);
    }

    /** Returns the version of a value, {@code null} if it has none. */
    @Nullable Long versionOf(String value) {
        int id = Integer.parseInt(value.substring(1));
        return value.startsWith("L") ? this.loads.get(id).version : this.calls.get(id).version;
    }

    /** Returns the step at which a value was stored, 0 if it was there before. */
    int storedAt(String value) {
        return this.stored.getOrDefault(value, 0);
    }

    /** Returns the expiry that set a mark. */
    Expiry expiry(long mark) {
        return this.expiries.stream().filter((expiry) -> expiry.mark() == mark).findFirst().orElseThrow();
    }

    /** Whether the store carried out a change of a key itself between two steps. */
    boolean isChanged(CacheKey key, int after, int before) {
        return this.changes.stream()
            .anyMatch((change) -> change.kind() != Call.Kind.CLEAR && change.concerns(key) && change.step() > after
                    && change.step() < before);
    }

    /**
     * Where a value comes from.
     *
     * @param begin step at which its load, or the put, began
     * @param end step at which it ended, never if it threw: it may still take effect
     * @param key the key it was made for
     * @param node the instance that made it
     */
    record Origin(int begin, int end, CacheKey key, Node node) {
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
     * A write that the store accepted, and until when it keeps it, in the store's time.
     */
    record Write(int step, Instant at, CacheKey key, long version, Instant until) {
    }

    /**
     * A value that the store took because the key had none.
     *
     * @param replaced the value that could still be served, {@code null} if there was
     * none
     */
    record Filling(CacheKey key, String value, @Nullable String replaced) {
    }

    /** A failure that the store remembers, and until when, in ns. */
    record Failure(int step, CacheKey key, String message, long until) {
    }

    /** A whole cache marked as stale, by a mark. */
    record Expiry(int step, String cache, long mark) {
    }

    /**
     * An instance learnt of a clear: of that which was carried out at a step, or of all
     * that were until then.
     */
    record Heard(int step, Node node, int upTo, @Nullable Integer only) {
    }

    /** An instance learnt of an expiry, by its signal. */
    record HeardExpiry(int step, Node node, Expiry expiry) {
    }

    /**
     * A signal.
     *
     * @param step when it was sent
     * @param time the same, in ns
     * @param signal the signal
     * @param isExpiry whether it tells that a key was expired
     * @param change step of the last change before it
     */
    record Sent(int step, long time, Signal signal, boolean isExpiry, int change) {

        boolean concerns(CacheKey key) {
            return (this.signal instanceof Signal.Evicted evicted && evicted.key().equals(key))
                    || (this.signal instanceof Signal.Filled filled && filled.key().equals(key));
        }

    }

    /** A signal came to an instance. */
    record Received(int step, Node node, Sent sent) {
    }

    /** An instance stopped for a while, or for ever. */
    record Stop(int step, long time, Node node, long until) {
    }

    /** A recompute of a planner ended, which was due. */
    record Recompute(int step, long time, Node node, CacheKey key, RecomputeOutcome.Result result) {

        boolean isOf(Node other, CacheKey otherKey) {
            return this.node == other && this.key.equals(otherKey);
        }

    }

}
