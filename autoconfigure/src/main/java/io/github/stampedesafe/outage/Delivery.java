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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Signal;

/**
 * Delivers pending changes. A round ends when the store stops answering, when it refuses
 * three changes in a row, or after half a second, because other tasks of the same thread
 * wait. A change that was refused is tried at the end of the next round.
 * <p>
 * A round blocks its thread, see {@link RecoveryWait}. If the thread stops waiting, the
 * change stays in delivery until its answer comes, and no other is begun.
 */
final class Delivery {

    private static final Duration ROUND = Duration.ofMillis(500);

    private static final int REFUSED_IN_A_ROW = 3;

    private final EntryStore store;

    private final Breaker breaker;

    private final PendingChanges pending;

    private final Outages outages;

    private final LongSupplier nanoTime;

    Delivery(EntryStore store, Breaker breaker, PendingChanges pending, Outages outages, LongSupplier nanoTime) {
        this.store = store;
        this.breaker = breaker;
        this.pending = pending;
        this.outages = outages;
        this.nanoTime = nanoTime;
    }

    /**
     * Delivers as many changes as possible.
     * @param news receives the signal of each delivered change before its cache is read
     * again
     */
    void run(Consumer<Signal> news) {
        long begin = this.nanoTime.getAsLong();
        int refused = 0;
        for (PendingItem next : this.pending.list()) {
            boolean isOver = this.nanoTime.getAsLong() - begin > ROUND.toNanos();
            if (isOver || refused == REFUSED_IN_A_ROW || !this.breaker.isClosed()) {
                return;
            }
            if (this.pending.begin(next)) {
                refused = deliver(next, news) ? 0 : refused + 1;
            }
        }
    }

    private boolean deliver(PendingItem next, Consumer<Signal> news) {
        Probe again = () -> this.store.marks(Set.of(next.change().cache()));
        CompletableFuture<Signal> answer = this.breaker.ask(again, () -> next.change().deliver(this.store));
        RecoveryWait.forAnswer(answer);
        // On this thread, mostly; if it has stopped waiting, when the answer comes.
        return answer.handle((signal, failure) -> end(next, signal, failure, news)).getNow(false);
    }

    private boolean end(PendingItem item, @Nullable Signal signal, @Nullable Throwable failure, Consumer<Signal> news) {
        boolean isDelivered = false;
        try {
            if (signal != null) {
                news.accept(signal);
                this.outages.deliveredChange();
                isDelivered = true;
            }
            else if (!(failure instanceof CacheUnavailableException unavailable)) {
                throw new CompletionException(failure);
            }
            else if (unavailable.reason() != Reason.GIVEN_UP) {
                this.outages.begin(unavailable);
            }
        }
        finally {
            this.pending.end(item, isDelivered);
        }
        return isDelivered;
    }

}
