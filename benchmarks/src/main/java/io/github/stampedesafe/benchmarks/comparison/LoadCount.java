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

package io.github.stampedesafe.benchmarks.comparison;

/**
 * Counts the loads of one scenario's keys, and how many run at one time at most. A peer
 * may still refresh keys of the scenario before: those are not counted. Thread-safe.
 */
final class LoadCount {

    private String prefix = "";

    private int begun;

    private int running;

    private int peak;

    /**
     * Counts a load that begins.
     * @return whether it counts; then {@link #end} has to be called
     */
    synchronized boolean begin(String key) {
        if (!key.startsWith(this.prefix)) {
            return false;
        }
        this.begun++;
        this.running++;
        this.peak = Math.max(this.peak, this.running);
        notifyAll();
        return true;
    }

    synchronized void end() {
        this.running--;
        notifyAll();
    }

    /**
     * Starts to count anew. Loads that run are part of the new peak, not of the count.
     * @param prefix begins the keys whose loads count
     */
    synchronized void reset(String prefix) {
        this.prefix = prefix;
        this.begun = 0;
        this.peak = this.running;
    }

    synchronized int begun() {
        return this.begun;
    }

    synchronized int peak() {
        return this.peak;
    }

    /**
     * Waits until so many loads have begun since the reset.
     * @return whether they have within the time
     */
    synchronized boolean awaitBegun(int count, long millis) {
        return await(() -> this.begun >= count, millis);
    }

    /**
     * Waits until no load runs.
     * @return whether that is so within the time
     */
    synchronized boolean awaitIdle(long millis) {
        return await(() -> this.running == 0, millis);
    }

    private boolean await(Condition condition, long millis) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        try {
            while (!condition.holds()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @FunctionalInterface
    private interface Condition {

        boolean holds();

    }

}
