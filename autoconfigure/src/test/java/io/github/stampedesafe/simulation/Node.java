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

/** Whether the threads of one instance can run. */
final class Node {

    final int number;

    private boolean crashed;

    private long pausedAt;

    private long pausedUntil;

    Node(int number) {
        this.number = number;
    }

    /** Stops all its threads for ever, each where it is. */
    void crash() {
        this.crashed = true;
    }

    /** Stops all its threads until a time, as SIGSTOP or a long collection does. */
    void pause(long now, long until) {
        this.pausedAt = (now < this.pausedUntil) ? this.pausedAt : now;
        this.pausedUntil = Math.max(this.pausedUntil, until);
    }

    /** Returns how long it stood still since a time, in the last pause. */
    long stoodSince(long time, long now) {
        return Math.max(0, Math.min(now, this.pausedUntil) - Math.max(time, this.pausedAt));
    }

    boolean isCrashed() {
        return this.crashed;
    }

    /** Returns when something that could happen at a time can really happen. */
    long earliest(long time) {
        return this.crashed ? Actor.NEVER : Math.max(time, this.pausedUntil);
    }

    @Override
    public String toString() {
        return "i" + this.number;
    }

}
