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

package io.github.stampedesafe.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A queue of several lanes, from which items are taken round-robin over the lanes, and
 * first in, first out within a lane: with k lanes, at most k − 1 items of other lanes are
 * taken between two of the same one. A lane is there while something waits in it; one
 * that comes, or comes again, is the last to have its turn. Not thread-safe.
 * <p>
 * A queue that is too long sheds items from its longest lane, so that a lane that fills
 * the queue makes room for the others itself.
 * <p>
 * Loads beyond the limit of their cache wait in one, see {@link LoadLimit}: a lane for
 * each tenant. So do refreshes, see {@link RefreshQueue}.
 *
 * @param <L> the lanes, as keys of a map
 * @param <T> the items
 * @see <a href="https://doi.org/10.1109/INFCOM.1990.91316">McKenney: Stochastic Fairness
 * Queueing, INFOCOM 1990</a>
 */
final class FairQueue<L, T> {

    /** The lane whose turn it is comes first; none is empty. */
    private final Map<L, Deque<T>> lanes = new LinkedHashMap<>();

    private int size;

    /** Adds an item at the end of a lane. */
    void add(L lane, T item) {
        this.lanes.computeIfAbsent(lane, (absent) -> new ArrayDeque<>()).addLast(item);
        this.size++;
    }

    /** Takes the next item out, {@code null} if there is none. */
    @Nullable T poll() {
        return poll((item) -> true);
    }

    /**
     * Takes the next item out that is admitted, {@code null} if there is none. Lanes
     * whose first item is not admitted keep their place.
     * @param admitted asked about the first item of each lane until it says yes
     */
    @Nullable T poll(Predicate<? super T> admitted) {
        for (Map.Entry<L, Deque<T>> lane : this.lanes.entrySet()) {
            T first = lane.getValue().getFirst();
            if (admitted.test(first)) {
                takeTurn(lane.getKey(), lane.getValue());
                return first;
            }
        }
        return null;
    }

    /** Takes an item out, wherever it is; returns whether it was there. */
    boolean remove(L lane, T item) {
        Deque<T> items = this.lanes.get(lane);
        if (items == null || !items.remove(item)) {
            return false;
        }
        shrunk(lane, items);
        return true;
    }

    /**
     * Takes the newest item of the longest lane out, {@code null} if there is none. Takes
     * time proportional to the number of lanes.
     * @param newcomer the lane that loses the item if no other is longer
     */
    @Nullable T shed(L newcomer) {
        L longest = newcomer;
        Deque<T> items = this.lanes.get(newcomer);
        for (Map.Entry<L, Deque<T>> lane : this.lanes.entrySet()) {
            if (items == null || lane.getValue().size() > items.size()) {
                longest = lane.getKey();
                items = lane.getValue();
            }
        }
        if (items == null) {
            return null;
        }
        T newest = items.removeLast();
        shrunk(longest, items);
        return newest;
    }

    /** Returns how many items are waiting. */
    int size() {
        return this.size;
    }

    private void takeTurn(L lane, Deque<T> items) {
        items.removeFirst();
        this.lanes.remove(lane);
        if (!items.isEmpty()) {
            this.lanes.put(lane, items);
        }
        this.size--;
    }

    private void shrunk(L lane, Deque<T> items) {
        if (items.isEmpty()) {
            this.lanes.remove(lane);
        }
        this.size--;
    }

}
