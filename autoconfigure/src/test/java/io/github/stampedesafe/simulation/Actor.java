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

import org.jspecify.annotations.Nullable;

/** Something the scheduler can choose to happen next. */
abstract class Actor {

    static final long NEVER = Long.MAX_VALUE;

    final String name;

    /** The instance whose crash or pause stops it, {@code null} for none. */
    final @Nullable Node node;

    /** Whether the schedule ends without it, as with jobs that recur for ever. */
    final boolean background;

    /** Of two that are ready, the higher goes first under {@link Strategy.Priorities}. */
    long priority;

    Actor(String name, @Nullable Node node, boolean background) {
        this.name = name;
        this.node = node;
        this.background = background;
    }

    /** Returns from when it can happen, the state of its instance aside. */
    abstract long readyAt();

    /** Whether it will never happen again. */
    abstract boolean isOver();

    final long earliest() {
        return (this.node != null) ? this.node.earliest(readyAt()) : readyAt();
    }

    final boolean isCrashed() {
        return this.node != null && this.node.isCrashed();
    }

    @Override
    public String toString() {
        return this.name;
    }

}
