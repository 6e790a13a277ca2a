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

import org.jspecify.annotations.Nullable;

/**
 * A load's turn; to be closed when it has ended.
 *
 * @param permit what to give back, {@code null} if nothing
 * @param found what came while the load waited for its turn and makes it needless,
 * {@code null} if nothing
 */
record LoadTurn(LoadGate.@Nullable Permit permit, @Nullable Landing found) implements AutoCloseable {

    /** The turn of a load that needs no permit. */
    static final LoadTurn FREE = new LoadTurn(null, null);

    /** Notes that the current thread is the one that loads. */
    LoadTurn hold() {
        if (this.permit != null) {
            this.permit.hold();
        }
        return this;
    }

    /** Gives the turn back unused, to be taken by whoever goes on asking for turns. */
    void cancel() {
        if (this.permit != null) {
            this.permit.cancel();
        }
    }

    /** Lets the next load have its turn. To be called by the thread that loads. */
    @Override
    public void close() {
        if (this.permit != null) {
            this.permit.close();
        }
    }

}
