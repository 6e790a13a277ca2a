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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The real threads of one simulator, used again by every task of every schedule. Only the
 * holder of the baton calls it.
 */
final class Crew implements AutoCloseable {

    private final String name;

    private final List<Worker> all = new ArrayList<>();

    private final Deque<Worker> idle = new ArrayDeque<>();

    Crew(String name) {
        this.name = name;
    }

    /** Starts a task on a free thread, which thereby gets the baton. */
    void start(Task task, Scheduler scheduler) {
        Worker worker = this.idle.poll();
        if (worker == null) {
            worker = new Worker(this.name + "-" + this.all.size());
            this.all.add(worker);
            worker.start();
        }
        worker.work = new Work(task, scheduler);
        LockSupport.unpark(worker);
    }

    int size() {
        return this.all.size();
    }

    @Override
    public void close() {
        for (Worker worker : this.all) {
            worker.closed = true;
            LockSupport.unpark(worker);
        }
    }

    private record Work(Task task, Scheduler scheduler) {
    }

    private final class Worker extends Thread {

        private volatile @Nullable Work work;

        private volatile boolean closed;

        private Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!this.closed) {
                Work next = this.work;
                if (next == null) {
                    LockSupport.park(this);
                }
                else {
                    next.task().run();
                    this.work = null;
                    Crew.this.idle.push(this);
                    next.scheduler().passOn();
                }
            }
        }

    }

}
