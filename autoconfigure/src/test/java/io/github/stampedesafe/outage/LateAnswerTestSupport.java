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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;

import static io.github.stampedesafe.outage.GuardedInstance.DE;
import static io.github.stampedesafe.outage.GuardedInstance.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

/** An outage guard over a store whose answers come when the test says so. */
abstract class LateAnswerTestSupport {

    static final Duration LIFE = Duration.ofSeconds(5);

    static final Consumer<Signal> NO_ENGINE = (signal) -> {
    };

    final MutableClock clock = new MutableClock();

    final LateAnswers late = new LateAnswers();

    final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    final InMemoryLeases sharedLeases = new InMemoryLeases(this.shared);

    final RecordingListener listener = new RecordingListener();

    OutageGuard guard = guard(OnUndeliveredChange.KEEP);

    CompletionStage<@Nullable Entry> read() {
        return this.guard.store().getAsync(DE, 0);
    }

    void open() {
        this.late.begin();
        this.guard.storeUnanswered(DE, LateAnswers.unanswered());
    }

    void pendingEvict() {
        this.late.begin();
        var evict = this.guard.store().evict(DE);
        this.late.fail(LateAnswers.unanswered());
        this.late.end();
        assertThat(evict.toCompletableFuture()).isCompleted();
        Stages.join(this.guard.store().failure(ORDER)); // an answer: nothing is suspect
    }

    void failAll() {
        while (this.late.waiting() > 0) {
            this.late.fail(LateAnswers.unanswered());
        }
    }

    void recoverInterrupted() {
        recoverInterrupted(NO_ENGINE);
    }

    void recoverInterrupted(Consumer<Signal> engine) {
        Thread.currentThread().interrupt();
        this.guard.recover(engine);
        assertThat(Thread.interrupted()).isTrue();
    }

    static Throwable failureOf(CompletionStage<?> stage) {
        List<Throwable> failures = new ArrayList<>();
        var unused = stage.whenComplete((value, failure) -> failures.add(failure));
        Throwable failure = failures.get(0);
        return (failure instanceof CompletionException wrapped) ? wrapped.getCause() : failure;
    }

    OutageGuard guard(OnUndeliveredChange onUndelivered) {
        return new OutageGuard(this.late.of(EntryStore.class, this.shared),
                this.late.of(LeaseProvider.class, this.sharedLeases), new OutageGuard.Settings(onUndelivered, 3),
                this.clock::nanoTime, this.listener);
    }

    static Claim claim() {
        return new Claim("token", null, LIFE, true);
    }

    OutageGuard guard(EntryStore store) {
        return new OutageGuard(store, this.sharedLeases, new OutageGuard.Settings(OnUndeliveredChange.KEEP, 3),
                this.clock::nanoTime, this.listener);
    }

}
