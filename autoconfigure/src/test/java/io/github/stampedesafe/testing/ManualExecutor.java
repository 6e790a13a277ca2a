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

package io.github.stampedesafe.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor whose tasks wait until the test runs them, one by one. */
public final class ManualExecutor implements Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private int capacity = Integer.MAX_VALUE;

    /** Refuses tasks from now on while this many are waiting. */
    public synchronized ManualExecutor capacity(int tasks) {
        this.capacity = tasks;
        return this;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (this.tasks.size() >= this.capacity) {
            throw new RejectedExecutionException("Full");
        }
        this.tasks.add(task);
    }

    /** Returns how many tasks are waiting. */
    public synchronized int waiting() {
        return this.tasks.size();
    }

    /** Takes the oldest waiting task out. */
    public synchronized Runnable take() {
        return this.tasks.remove();
    }

    /** Runs all tasks that are waiting, on this thread; returns how many. */
    public int runAll() {
        int count = 0;
        while (waiting() > 0) {
            take().run();
            count++;
        }
        return count;
    }

}
