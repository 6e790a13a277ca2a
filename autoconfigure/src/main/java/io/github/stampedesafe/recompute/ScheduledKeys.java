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

package io.github.stampedesafe.recompute;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;

/**
 * The keys of one method, in the order in which they are to be looked at: of those that
 * are due at the same time, the one that was listed first. Whoever takes one out puts it
 * back. Not thread-safe.
 */
final class ScheduledKeys {

    private Map<CacheKey, Listed> all = Map.of();

    private final Queue<Listed> waiting = new PriorityQueue<>(
            Comparator.comparing(Listed::nextLook).thenComparingInt(Listed::position));

    /**
     * Lists other keys from now on. What is known of those that stay is kept.
     * @param requests what is to be recomputed
     * @param plans makes the plan of a key that is new
     */
    void list(List<Request> requests, Function<Request, ScheduledKey> plans) {
        Map<CacheKey, Listed> next = new LinkedHashMap<>();
        for (Request request : requests) {
            if (!next.containsKey(request.key())) {
                Listed known = this.all.get(request.key());
                Listed listed = (known != null) ? known : new Listed(request, plans.apply(request));
                listed.request = request;
                listed.position = next.size();
                next.put(request.key(), listed);
            }
        }
        this.all = next;
        sort();
    }

    /**
     * Has a key loaded that is listed.
     * @return whether it is
     */
    boolean demand(CacheKey key, Instant now) {
        Listed listed = this.all.get(key);
        if (listed == null) {
            return false;
        }
        boolean isWaiting = this.waiting.remove(listed); // its place changes
        listed.plan.demand(now);
        if (isWaiting) {
            this.waiting.add(listed);
        }
        return true;
    }

    /** Takes the first one out whose time has come, {@code null} if there is none. */
    @Nullable Listed poll(Instant now) {
        Listed first = this.waiting.peek();
        if (first == null || now.isBefore(first.nextLook())) {
            return null;
        }
        first.isOut = true;
        return this.waiting.remove();
    }

    /** Puts one back that was taken out; it is dropped if it is no longer listed. */
    void putBack(Listed listed) {
        listed.isOut = false;
        if (this.all.get(listed.request.key()) == listed) {
            this.waiting.add(listed);
        }
    }

    /** Looks at everything anew, because what was planned is worth nothing. */
    void clockWentBack(Instant now) {
        this.all.values().forEach((listed) -> listed.plan.clockWentBack(now));
        sort();
    }

    private void sort() {
        this.waiting.clear();
        this.all.values().stream().filter((listed) -> !listed.isOut).forEach(this.waiting::add);
    }

    /** A key, how it is loaded, and when it is looked at. */
    static final class Listed {

        private final ScheduledKey plan;

        private Request request;

        private int position;

        private boolean isOut;

        private Listed(Request request, ScheduledKey plan) {
            this.request = request;
            this.plan = plan;
        }

        ScheduledKey plan() {
            return this.plan;
        }

        Request request() {
            return this.request;
        }

        private Instant nextLook() {
            return this.plan.nextLook();
        }

        private int position() {
            return this.position;
        }

    }

}
