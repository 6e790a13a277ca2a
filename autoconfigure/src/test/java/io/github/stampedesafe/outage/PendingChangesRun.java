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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.outage.ChangeModel.Change;
import io.github.stampedesafe.outage.ChangeModel.Kind;
import io.github.stampedesafe.outage.ChangeModel.Order;
import io.github.stampedesafe.outage.ChangeModel.State;
import io.github.stampedesafe.outage.ChangeModel.StateStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Plays commands on {@link PendingChanges}, and tells what is wrong in the end. */
final class PendingChangesRun {

    static final List<CacheKey> KEYS = List.of(new CacheKey("a", "1"), new CacheKey("a", "2"), new CacheKey("a", "3"),
            new CacheKey("b", "1"));

    private final PendingChanges pending = new PendingChanges(2);

    private final Map<CacheKey, State> store = new HashMap<>();

    private final Set<String> cleared = new HashSet<>();

    /** What was put since a clear of the cache became pending. */
    private final Map<CacheKey, Set<State>> afterClear = new HashMap<>();

    private Set<Order> orders = new HashSet<>();

    private @Nullable Change sent;

    private @Nullable SentChange underWay;

    private boolean isSentEarly;

    private @Nullable PendingItem delivery;

    private boolean isDeliveredEarly;

    /** Returns what is wrong in the end, {@code null} if nothing is. */
    @Nullable String play(List<Command> commands) {
        KEYS.forEach((key) -> this.store.put(key, State.ABSENT));
        this.orders.add(new Order(Map.copyOf(this.store), false));
        commands.forEach(this::play);
        reply();
        end(true);
        while (!this.pending.isEmpty()) {
            begin(true);
            end(true);
        }
        for (CacheKey key : KEYS) {
            State actual = this.store.get(key);
            Set<State> intended = new HashSet<>();
            this.orders.forEach((order) -> intended.add(order.states().get(key)));
            boolean wasCleared = this.cleared.contains(key.cache());
            boolean isPutAfterClear = this.afterClear.getOrDefault(key, Set.of()).contains(actual.fresh());
            if (!isPutAfterClear && intended.stream().noneMatch((one) -> actual.isSafeFor(one, wasCleared))) {
                return key + " has " + actual + ", but should have one of " + intended;
            }
        }
        return null;
    }

    private void play(Command command) {
        switch (command.act()) {
            case SUCCEED -> succeed(command.change());
            case FAIL -> fail(command.change(), command.early());
            case SEND -> send(command.change(), command.early());
            case REPLY -> reply();
            case REPLY_FAILURE -> replyFailure();
            case BEGIN -> begin(command.early());
            case END -> end(true);
            case END_IN_VAIN -> end(false);
        }
    }

    private void succeed(Change change) {
        SentChange sent = this.pending.send(change.pending());
        carryOut(change);
        made(change);
        this.pending.settle(sent);
    }

    private void fail(Change change, boolean isCarriedOut) {
        if (isCarriedOut) {
            carryOut(change);
        }
        made(change);
        add(change);
    }

    private void send(Change change, boolean early) {
        if (this.sent != null) {
            return;
        }
        this.sent = change;
        notePut(change);
        this.underWay = this.pending.send(change.pending());
        this.isSentEarly = early;
        if (early) {
            carryOut(change);
        }
    }

    private void reply() {
        Change change = this.sent;
        if (change == null) {
            return;
        }
        if (!this.isSentEarly) {
            carryOut(change);
            notePut(change);
        }
        forEachOrder((order) -> order.isSentApplied() ? order : order.then(change, true));
        this.sent = null;
        forEachOrder((order) -> new Order(order.states(), false));
        this.pending.settle(Objects.requireNonNull(this.underWay));
    }

    private void replyFailure() {
        Change change = this.sent;
        if (change == null) {
            return;
        }
        Set<Order> before = new HashSet<>(this.orders);
        before.removeIf((order) -> !order.isSentApplied());
        forEachOrder((order) -> order.then(change, true));
        this.orders.addAll(before);
        this.sent = null;
        forEachOrder((order) -> new Order(order.states(), false));
        this.pending.forget(Objects.requireNonNull(this.underWay));
        add(change);
    }

    private void begin(boolean early) {
        if (this.delivery != null || this.pending.isEmpty()) {
            return;
        }
        PendingItem next = this.pending.list().get(0);
        assertThat(this.pending.begin(next)).isTrue();
        this.delivery = next;
        this.isDeliveredEarly = early;
        if (early) {
            next.change().deliver(new StateStore(this.store).store());
        }
    }

    private void end(boolean isDelivered) {
        PendingItem item = this.delivery;
        if (item == null) {
            return;
        }
        if (isDelivered && !this.isDeliveredEarly) {
            item.change().deliver(new StateStore(this.store).store());
        }
        this.delivery = null;
        this.pending.end(item, isDelivered);
    }

    private void add(Change change) {
        notePut(change);
        if (this.pending.add(change.pending()) > 0 || change.kind() == Kind.CLEAR) {
            this.cleared.add(change.key().cache());
        }
    }

    private void carryOut(Change change) {
        this.store.replaceAll((key, state) -> change.concerns(key) ? change.applied(state) : state);
    }

    /** The change that was sent may come before this one. */
    private void made(Change change) {
        Change sent = this.sent;
        if (sent != null) {
            Set<Order> also = new HashSet<>();
            this.orders.forEach((order) -> also.add(order.isSentApplied() ? order : order.then(sent, true)));
            this.orders.addAll(also);
        }
        forEachOrder((order) -> order.then(change, false));
        notePut(change);
        if (change.kind() == Kind.EVICT || change.kind() == Kind.CLEAR) {
            this.afterClear.keySet().removeIf(change::concerns);
        }
    }

    private void notePut(Change change) {
        if (this.cleared.contains(change.key().cache())
                && (change.kind() == Kind.PUT || change.kind() == Kind.TOMBSTONE)) {
            this.afterClear.computeIfAbsent(change.key(), (key) -> new HashSet<>()).add(change.applied(State.ABSENT));
        }
    }

    private void forEachOrder(UnaryOperator<Order> step) {
        Set<Order> next = new HashSet<>();
        this.orders.forEach((order) -> next.add(step.apply(order)));
        this.orders = next;
    }

    enum Act {

        /** A change that the store carries out. */
        SUCCEED,

        /** A change that the store does not carry out, or carries out unnoticed. */
        FAIL,

        /** A change is sent, and its answer is still to come. */
        SEND,

        /** The answer to the change that was sent. */
        REPLY,

        /** The answer is a failure. */
        REPLY_FAILURE,

        /** Begins the next delivery. */
        BEGIN,

        /** The delivery ends. */
        END,

        /** The delivery fails. */
        END_IN_VAIN

    }

    /**
     * A step of a run.
     *
     * @param early whether the store carries the change out when it is sent, and not only
     * when it is answered; for a failure, whether it carries it out at all
     */
    record Command(Act act, Kind kind, int key, int version, boolean early) {

        private Change change() {
            return new Change(this.kind, KEYS.get(this.key), this.version);
        }

    }

}
