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

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * One line of work: a caller's call after call, an asynchronous call, or a background
 * load. Tasks run it, one after the other if no thread waits for it.
 */
final class Strand {

    /**
     * The call that it works for, {@code null} for work that no caller waits for, and for
     * a call for several keys.
     */
    @Nullable Call call;

    /** The call for each key of a call for several. */
    private final Map<CacheKey, Call> several = new HashMap<>();

    /** Step at which it last was granted the lease of a key. */
    private final Map<CacheKey, Integer> leasedAt = new HashMap<>();

    /** When it last set a fence for the load of a key that comes next. */
    private final Map<CacheKey, LoadRun.Attempt> attempts = new HashMap<>();

    /** Whose plan the load is that comes next, {@code null} for nobody's. */
    private LoadRun.@Nullable Plan plan;

    /** Begins to work for a call. */
    void begin(Call call) {
        resume(call);
    }

    /** Begins to work for a call for several keys. */
    void begin(List<Call> calls) {
        resume(null);
        calls.forEach((call) -> this.several.put(call.key, call));
    }

    /** Goes on for a call whose load has made another, or for nobody. */
    void resume(@Nullable Call outer) {
        this.call = outer;
        this.several.clear();
        this.leasedAt.clear();
        this.attempts.clear();
    }

    /** Returns the call that a command is sent for, {@code null} if for none. */
    @Nullable Call call(Object subject) {
        Call one = (subject instanceof CacheKey key) ? this.several.get(key) : null;
        return (one != null) ? one : this.call;
    }

    /** Returns what it works for: a call, or one for each of several keys. */
    Collection<Call> calls() {
        return (this.call != null) ? List.of(this.call) : List.copyOf(this.several.values());
    }

    /** Whether no thread waits for what it works for. */
    boolean isAsync() {
        return calls().stream().anyMatch((each) -> each.isAsync);
    }

    /** Notes whether the store has answered. What is about no key is about all. */
    void answered(Object subject, boolean isAnswered) {
        Call asked = call(subject);
        if (asked != null) {
            asked.isAnswered = isAnswered;
        }
        else if (!isAnswered) {
            this.several.values().forEach((each) -> each.isAnswered = false);
        }
    }

    /** Notes the step at which a lease was granted, −1 if it was not. */
    void leased(CacheKey key, int step) {
        this.leasedAt.put(key, step);
    }

    /** Returns the step at which the lease of a load was granted, −1 if it has none. */
    int takeLease(CacheKey key) {
        return Objects.requireNonNullElse(this.leasedAt.remove(key), -1);
    }

    /** Notes when the store let a load begin, {@code null} if it did not. */
    void fenced(CacheKey key, LoadRun.@Nullable Attempt attempt) {
        if (attempt != null) {
            this.attempts.put(key, attempt);
        }
        else {
            this.attempts.remove(key);
        }
    }

    /** Returns when the store let a load begin, {@code null} if it was not asked. */
    LoadRun.@Nullable Attempt takeFence(CacheKey key) {
        return this.attempts.remove(key);
    }

    /** Notes whose plan the load is that comes next. */
    void planned(LoadRun.Plan plan) {
        this.plan = plan;
    }

    /** Returns whose plan a load is, {@code null} if no planner began it. */
    LoadRun.@Nullable Plan takePlan() {
        LoadRun.Plan taken = this.plan;
        this.plan = null;
        return taken;
    }

}
