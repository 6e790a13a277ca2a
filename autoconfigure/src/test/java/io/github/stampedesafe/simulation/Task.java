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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** One simulated thread: runs only while it holds the baton. */
final class Task extends Actor {

    final Runnable body;

    /** What it runs now. */
    Strand strand = new Strand();

    /** Whether it runs one step of an asynchronous call. */
    boolean isStep;

    private @Nullable CompletableFuture<?> event;

    private long wakeAt;

    private boolean interruptPending;

    private boolean interruptible;

    private boolean over;

    private boolean leftStanding;

    private volatile boolean baton;

    private volatile @Nullable Thread thread;

    Task(String name, @Nullable Node node, boolean background, long at, Runnable body) {
        super(name, node, background);
        this.wakeAt = at;
        this.body = body;
    }

    @Override
    long readyAt() {
        boolean news = (this.event != null && this.event.isDone()) || (this.interruptPending && this.interruptible);
        return news ? 0 : this.wakeAt;
    }

    @Override
    boolean isOver() {
        return this.over;
    }

    boolean isStarted() {
        return this.thread != null;
    }

    /** Runs it to its end on the current thread, which holds the baton. */
    void run() {
        this.thread = Thread.currentThread();
        if (this.interruptPending) {
            this.interruptPending = false;
            Thread.currentThread().interrupt();
        }
        try {
            this.body.run();
        }
        catch (Crashed ex) {
            // as it should
        }
        finally {
            Thread.interrupted();
            this.over = true;
        }
    }

    /** Notes what it waits for: an event, a time, or an interrupt. */
    void waitFor(@Nullable CompletableFuture<?> news, long until, boolean orInterrupt) {
        this.event = news;
        this.wakeAt = until;
        this.interruptible = orInterrupt;
    }

    /** Lets it go on no later than this. */
    void wakeBy(long time) {
        this.wakeAt = Math.min(this.wakeAt, time);
    }

    /** Interrupts the simulated thread; it finds out when it goes on. */
    void interrupt() {
        this.interruptPending = true;
    }

    /** Ends it, wherever it stands. */
    void leaveStanding() {
        this.leftStanding = true;
    }

    /** Throws if it was left standing: to be called at every boundary. */
    void check() {
        if (this.leftStanding) {
            throw new Crashed();
        }
    }

    void giveBaton() {
        this.baton = true;
        LockSupport.unpark(this.thread);
    }

    /** Blocks the current thread, which runs this task, until it gets the baton. */
    void awaitBaton() {
        boolean interrupted = Thread.interrupted();
        while (!this.baton) {
            LockSupport.park(this);
        }
        resumed(interrupted);
    }

    /** Takes note of what happened meanwhile; on the thread that runs this task. */
    void resumed(boolean interrupted) {
        this.baton = false;
        if (interrupted || this.interruptPending) {
            this.interruptPending = false;
            Thread.currentThread().interrupt();
        }
        check();
    }

}
