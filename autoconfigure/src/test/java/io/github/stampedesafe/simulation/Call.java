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

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;

/** One call of the cache by a simulated caller, and how it ended. */
final class Call {

    /** Step of what has not happened. */
    static final int NEVER = Integer.MAX_VALUE;

    final int id;

    final Kind kind;

    final Node node;

    final CacheKey key;

    int start;

    int end = NEVER;

    long startTime;

    long endTime;

    /** What it returned, a name of {@link History#origin}. */
    @Nullable String value;

    @Nullable Throwable thrown;

    /** Version of what it puts or evicts, {@code null} if it has none. */
    @Nullable Long version;

    /** What it expired, {@code null} if nothing. */
    History.@Nullable Expiry expiry;

    /** Whether it asks to recompute only what was loaded before it. */
    boolean onlyIfOlder;

    /** What its recompute was told to have come to, each time that it was told. */
    final List<RecomputeOutcome> ends = new ArrayList<>();

    /** How its first look was judged if it could be served, {@code null} otherwise. */
    @Nullable Freshness freshness;

    /** Whether its change was not made, because of its version or of a value. */
    boolean ignored;

    /** Whether no thread waits for it. */
    boolean isAsync;

    boolean interrupted;

    /** All calls, of a key each, that are one call for several keys; empty for one. */
    List<Call> several = List.of();

    /** Whether its caller did not wait for the end. */
    boolean left;

    /** When it began its present wait for others, −1 if it does not wait. */
    int waitingSince = -1;

    /** How often it has waited for others. */
    int waits;

    /** How many flights of others it followed. */
    int follows;

    /** Whether its first look found an entry that could be served. */
    boolean sawServable;

    /** Whether the store has answered what it asked last. */
    boolean isAnswered;

    private boolean looked;

    Call(int id, Kind kind, Node node, CacheKey key) {
        this.id = id;
        this.kind = kind;
        this.node = node;
        this.key = key;
    }

    /** Notes what a look of this call found; only the first counts. */
    void looked(boolean servable) {
        this.sawServable = this.looked ? this.sawServable : servable;
        this.looked = true;
    }

    /** Whether it was answered without a look at the store. */
    boolean isNear() {
        return this.freshness != null && !this.looked;
    }

    boolean isOver() {
        return this.end != NEVER;
    }

    /** Whether it returned rather than threw, and changed what it was to change. */
    boolean succeeded() {
        return isOver() && this.thrown == null && !this.ignored;
    }

    /** Whether it waits for the load of a key. */
    boolean isAbout(CacheKey other) {
        return this.key.equals(other) || this.several.stream().anyMatch((call) -> call.key.equals(other));
    }

    /** Whether it is another part of the same call for several keys, or the same. */
    boolean isOneWith(@Nullable Call other) {
        return this == other || (other != null && this.several.contains(other));
    }

    /** Returns how many keys it is about. */
    int keys() {
        return Math.max(1, this.several.size());
    }

    /** Whether it may touch a key. */
    boolean concerns(CacheKey other) {
        return this.kind.isOfCache() ? this.key.cache().equals(other.cache()) : this.key.equals(other);
    }

    @Override
    public String toString() {
        return "call " + this.id + " (" + (this.isAsync ? "async " : "") + this.kind + " " + this.key + " on "
                + this.node + ")";
    }

    enum Kind {

        GET, PUT, PUT_IF_ABSENT, EVICT, EXPIRE, CLEAR, EXPIRE_ALL, RECOMPUTE;

        boolean isChange() {
            return this != GET && this != RECOMPUTE;
        }

        /** Whether nothing older is served after it. */
        boolean replaces() {
            return this == PUT || this == PUT_IF_ABSENT || this == EVICT;
        }

        /** Whether it keeps loads that began before it from being stored. */
        boolean fences() {
            return replaces() || this == EXPIRE;
        }

        /** Whether it leaves loads that began before it behind. */
        boolean outdates() {
            return fences() || this == CLEAR;
        }

        boolean isOfCache() {
            return this == CLEAR || this == EXPIRE_ALL;
        }

    }

}
