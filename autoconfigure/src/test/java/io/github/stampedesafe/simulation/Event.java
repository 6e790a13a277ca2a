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

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Something that happens once, in no time, on no thread of an instance. */
class Event extends Actor {

    private final Consumer<Event> action;

    private long at;

    private boolean over;

    Event(String name, @Nullable Node node, boolean background, long at, Consumer<Event> action) {
        super(name, node, background);
        this.at = at;
        this.action = action;
    }

    Event(String name, @Nullable Node node, boolean background, long at, Runnable action) {
        this(name, node, background, at, (self) -> action.run());
    }

    @Override
    long readyAt() {
        return this.at;
    }

    @Override
    boolean isOver() {
        return this.over;
    }

    /** Puts it off, from within its action, too. */
    final void delayUntil(long time) {
        this.at = time;
        this.over = false;
    }

    /** Keeps it from happening, if it has not. */
    final void cancel() {
        this.over = true;
    }

    final void happen() {
        this.over = true;
        this.action.accept(this);
    }

}
