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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.store.Stages;

/**
 * One instance's way to the store. Each command is on its way for a while, is carried out
 * at a moment of the scheduler's choice, and so is its answer; either may be lost.
 * Commands of the store arrive in the order they were sent, those of leases in any.
 */
final class Link {

    static final Duration TIMEOUT = Duration.ofMillis(500);

    private final Scheduler scheduler;

    private final Node node;

    private final Latency latency;

    private final List<Outage> outages;

    private final Deque<Command> inOrder = new ArrayDeque<>();

    Link(Scheduler scheduler, Node node, Latency latency, List<Outage> outages) {
        this.scheduler = scheduler;
        this.node = node;
        this.latency = latency;
        this.outages = outages;
    }

    /**
     * Sends a command. The stage is complete if a thread waits for the call of the
     * strand, which is then the current one.
     */
    <T> CompletionStage<T> command(Strand strand, boolean ordered, String what, Object subject, Supplier<T> operation) {
        if (!strand.isAsync()) {
            return Stages.blocking(() -> call(ordered, what, subject, operation));
        }
        Call call = strand.call(subject);
        CompletableFuture<T> answer = ask(call, ordered, what, subject, operation);
        return (call != null) ? answer
                : answer.whenComplete((value, failure) -> strand.answered(subject, failure == null));
    }

    /** Sends a command and waits for its answer. */
    <T> T call(boolean ordered, String what, Object subject, Supplier<T> operation) {
        Task me = this.scheduler.running();
        if (me == null) {
            throw new IllegalStateException("A signal must not block on " + what);
        }
        me.check();
        CompletableFuture<T> answer = send(ordered, what, subject, operation);
        if (!Thread.currentThread().isInterrupted()) {
            long sent = this.scheduler.now();
            this.scheduler.await(answer, TIMEOUT.toNanos(), true);
            hearOut(answer, sent);
        }
        boolean answered = answer.isDone() && !answer.isCompletedExceptionally();
        me.strand.answered(subject, answered);
        if (!answered) {
            this.scheduler.trace.add(this.scheduler.now(), me.name, "got no answer to", what, subject);
            throw new CacheUnavailableException("No answer to " + what + " " + subject, null);
        }
        return answer.join();
    }

    /**
     * An instance that stood still reads what has arrived before it takes a command for
     * unanswered, and the time in which it could hear nothing does not count.
     */
    private void hearOut(CompletableFuture<?> answer, long sent) {
        long stood = this.node.stoodSince(sent, this.scheduler.now());
        if (stood > 0 && !answer.isDone() && !Thread.currentThread().isInterrupted()) {
            this.scheduler.await(answer, unheard(sent, stood), true);
        }
    }

    /** Returns what is left of the time-out when the time stood still does not count. */
    private long unheard(long sent, long stood) {
        long listened = this.scheduler.now() - sent - stood;
        return Math.max(0, TIMEOUT.toNanos() - listened);
    }

    /**
     * Sends a command for a call that no thread waits for.
     * @param call the call, {@code null} for none
     * @return the answer, on no thread of the instance; fails if it does not come in time
     */
    <T> CompletableFuture<T> ask(@Nullable Call call, boolean ordered, String what, Object subject,
            Supplier<T> operation) {
        CompletableFuture<T> answer = send(ordered, what, subject, operation);
        orTimeout(answer);
        return answer.whenComplete((value, failure) -> answered(call, failure == null));
    }

    private static void answered(@Nullable Call call, boolean answered) {
        if (call != null) {
            call.isAnswered = answered;
        }
    }

    /** Sends a command; the answer comes to nobody's thread. */
    <T> CompletableFuture<T> send(boolean ordered, String what, Object subject, Supplier<T> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Task me = this.scheduler.running();
        String sender = (me != null) ? me.name : this.node.toString();
        long at = this.scheduler.now() + this.latency.draw(this.scheduler.random);
        Command command = new Command(ordered, me == null || me.background, at, (self) -> {
            Outage outage = outage();
            if (outage != null && outage.manner() == Outage.Manner.FROZEN) {
                self.delayUntil(outage.until());
                return;
            }
            if (ordered) {
                this.inOrder.remove(self);
            }
            if (outage != null && outage.manner() == Outage.Manner.REFUSES) {
                fail(answer);
            }
            if (outage == null || outage.manner() == Outage.Manner.MUTE) {
                T result = operation.get();
                this.scheduler.trace.add(this.scheduler.now(), sender, what, subject, "→", result);
                if (outage == null) {
                    later(this.latency, () -> answer.complete(result));
                }
            }
        });
        if (ordered) {
            this.inOrder.add(command);
        }
        this.scheduler.add(command);
        return answer;
    }

    /** Fails an answer that has not come in time. */
    void orTimeout(CompletableFuture<?> answer) {
        long sent = this.scheduler.now();
        boolean[] isHeardOut = { false };
        Event timeout = new Event("time-out", this.node, true, sent + TIMEOUT.toNanos(), (self) -> {
            long stood = this.node.stoodSince(sent, this.scheduler.now());
            if (stood > 0 && !isHeardOut[0]) {
                isHeardOut[0] = true;
                self.delayUntil(this.scheduler.now() + unheard(sent, stood));
                return;
            }
            fail(answer);
        });
        this.scheduler.add(timeout);
        answer.whenComplete((value, failure) -> timeout.cancel());
    }

    private void later(Latency time, Runnable action) {
        long delay = time.draw(this.scheduler.random);
        this.scheduler.add(new Event("answer", this.node, true, this.scheduler.now() + delay, action));
    }

    private static void fail(CompletableFuture<?> answer) {
        answer.completeExceptionally(new CacheUnavailableException("No answer", null));
    }

    private @Nullable Outage outage() {
        for (Outage outage : this.outages) {
            if (outage.isOn(this.scheduler.now())) {
                return outage;
            }
        }
        return null;
    }

    private final class Command extends Event {

        private final boolean ordered;

        private Command(boolean ordered, boolean background, long at, Consumer<Event> action) {
            super("command", null, background, at, action);
            this.ordered = ordered;
        }

        @Override
        long readyAt() {
            boolean isNext = !this.ordered || Link.this.inOrder.peek() == this;
            return isNext ? super.readyAt() : NEVER;
        }

    }

}
