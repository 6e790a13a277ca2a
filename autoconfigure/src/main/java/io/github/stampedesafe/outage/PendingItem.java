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

package io.github.stampedesafe.outage;

/** A change in the order of its adding and of its delivery; compared by identity. */
final class PendingItem {

    private final long number;

    private final PendingChange change;

    /** Number of the change that brought the versioned put or tombstone, if any. */
    private final long stored;

    private long turn;

    PendingItem(long number, PendingChange change, long stored) {
        this.number = number;
        this.turn = number;
        this.change = change;
        this.stored = stored;
    }

    /** Returns this change and a newer one that the store has not received either. */
    PendingItem followedBy(PendingKeyChange newer, long number) {
        PendingKeyChange older = (PendingKeyChange) this.change;
        PendingKeyChange both = newer.after(older);
        return new PendingItem(number, both, both.hasPutOf(older) ? this.stored : number);
    }

    /**
     * Returns another change in the place of this one.
     * @param stored number of its put, unless that is the put of this one
     */
    PendingItem with(PendingKeyChange change, long stored) {
        PendingItem same = new PendingItem(this.number, change,
                change.hasPutOf((PendingKeyChange) this.change) ? this.stored : stored);
        same.turn = this.turn;
        return same;
    }

    /** Returns this clear, which covers a newer change, too. */
    PendingItem covering(long number) {
        PendingItem same = new PendingItem(number, this.change, number);
        same.turn = this.turn;
        return same;
    }

    /** Returns the number of the newest change in this one. */
    long number() {
        return this.number;
    }

    /** Returns the number of the change that brought the put, if there is one. */
    long stored() {
        return this.stored;
    }

    /** Returns the place in the order of delivery. */
    long turn() {
        return this.turn;
    }

    /** Moves the change behind all others. */
    void tryAfter(long last) {
        this.turn = last;
    }

    PendingChange change() {
        return this.change;
    }

}
