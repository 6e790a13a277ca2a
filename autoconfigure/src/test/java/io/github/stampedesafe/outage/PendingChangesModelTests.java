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

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Tombstone;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plays random commands on {@link PendingChanges}, together with a small store, and
 * compares each key with a list of all changes that were ever made, applied in their
 * order. A change that overlaps others may come before or after them.
 * <p>
 * A key has to end as in one of these orders, stale too early, or without a value. Only a
 * clear that comes late forgets versions: a tombstone, or a higher version than what was
 * put after it.
 */
class PendingChangesModelTests {

    private static final int RUNS = 100_000;

    private static final List<CacheKey> KEYS = List.of(new CacheKey("a", "1"), new CacheKey("a", "2"),
            new CacheKey("a", "3"), new CacheKey("b", "1"));

    @Test
    void everyKeyEndsAsAfterAllChangesInTheirOrder() {
        for (int seed = 0; seed < RUNS; seed++) {
            List<Command> commands = commands(new Random(seed));
            String fault = new Run().play(commands);
            if (fault != null) {
                List<Command> shortest = shrink(commands);
                throw new AssertionError(
                        "Seed %d, shrunk to %s: %s".formatted(seed, shortest, new Run().play(shortest)));
            }
        }
    }

    private static List<Command> shrink(List<Command> failing) {
        List<Command> shortest = failing;
        for (int i = 0; i < shortest.size();) {
            List<Command> shorter = new ArrayList<>(shortest);
            shorter.remove(i);
            if (new Run().play(shorter) != null) {
                shortest = shorter;
                i = 0;
            }
            else {
                i++;
            }
        }
        return shortest;
    }

    private static List<Command> commands(Random random) {
        List<Command> commands = new ArrayList<>();
        int length = 2 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            Act act = Act.values()[random.nextInt(Act.values().length)];
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            commands
                .add(new Command(act, kind, random.nextInt(KEYS.size()), 1 + random.nextInt(4), random.nextBoolean()));
        }
        return commands;
    }

    private enum Act {

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

    private enum Kind {

        EVICT, PUT, TOMBSTONE, EXPIRE, CLEAR, EXPIRE_ALL

    }

    /**
     * A step of a run.
     *
     * @param early whether the store carries the change out when it is sent, and not only
     * when it is answered; for a failure, whether it carries it out at all
     */
    private record Command(Act act, Kind kind, int key, int version, boolean early) {

        private Change change() {
            return new Change(this.kind, KEYS.get(this.key), this.version);
        }

    }

    /** What a key has. */
    private record State(Kind kind, int version, boolean stale) {

        private static final State ABSENT = new State(Kind.EVICT, 0, false);

        /** Whether this may be what a key has that should have another state. */
        private boolean isSafeFor(State intended, boolean wasCleared) {
            boolean isLost = equals(ABSENT) && (intended.kind != Kind.TOMBSTONE || wasCleared);
            return equals(intended) || isLost || (this.stale && fresh().equals(intended));
        }

        private State fresh() {
            return new State(this.kind, this.version, false);
        }

    }

    /** A change as the application makes it. */
    private record Change(Kind kind, CacheKey key, int version) {

        private boolean concerns(CacheKey other) {
            boolean isOfCache = this.kind == Kind.CLEAR || this.kind == Kind.EXPIRE_ALL;
            return isOfCache ? other.cache().equals(this.key.cache()) : other.equals(this.key);
        }

        private State applied(State before) {
            return switch (this.kind) {
                case EVICT, CLEAR -> State.ABSENT;
                case EXPIRE, EXPIRE_ALL ->
                    (before.kind == Kind.PUT) ? new State(Kind.PUT, before.version, true) : before;
                case PUT, TOMBSTONE ->
                    (before.version > this.version) ? before : new State(this.kind, this.version, false);
            };
        }

        private PendingChange pending() {
            return switch (this.kind) {
                case EVICT -> PendingKeyChange.evict(this.key);
                case EXPIRE -> PendingKeyChange.expire(this.key);
                case PUT -> PendingKeyChange.put(this.key, GuardedInstance.fill("any", (long) this.version));
                case TOMBSTONE ->
                    PendingKeyChange.tombstone(this.key, new Tombstone(this.version, Duration.ofMinutes(1)));
                case CLEAR -> PendingCacheChange.clear(this.key.cache(), 0);
                case EXPIRE_ALL -> PendingCacheChange.expireAll(this.key.cache(), 0);
            };
        }

    }

    /**
     * All orders of the changes that are possible so far.
     *
     * @param states what each key has in this order
     * @param isSentApplied whether the change that was sent is a part of it
     */
    private record Order(Map<CacheKey, State> states, boolean isSentApplied) {

        private Order then(Change change, boolean isSent) {
            Map<CacheKey, State> after = new HashMap<>(this.states);
            after.replaceAll((key, state) -> change.concerns(key) ? change.applied(state) : state);
            return new Order(after, isSent || this.isSentApplied);
        }

    }

    /** One run of commands. */
    private static final class Run {

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
        private @Nullable String play(List<Command> commands) {
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
                this.afterClear.computeIfAbsent(change.key(), (key) -> new HashSet<>())
                    .add(change.applied(State.ABSENT));
            }
        }

        private void forEachOrder(UnaryOperator<Order> step) {
            Set<Order> next = new HashSet<>();
            this.orders.forEach((order) -> next.add(step.apply(order)));
            this.orders = next;
        }

    }

    /**
     * A store that carries out what is delivered.
     *
     * @param states what each key has
     */
    private record StateStore(Map<CacheKey, State> states) {

        private EntryStore store() {
            return (EntryStore) Proxy.newProxyInstance(EntryStore.class.getClassLoader(),
                    new Class<?>[] { EntryStore.class },
                    (proxy, method, arguments) -> carryOut(method.getName(), arguments));
        }

        private CompletionStage<?> carryOut(String operation, Object[] arguments) {
            CacheKey key = (arguments[0] instanceof CacheKey one) ? one : new CacheKey((String) arguments[0], "");
            Change change = switch (operation) {
                case "put" -> new Change(Kind.PUT, key, version(((NewEntry) arguments[1]).version()));
                case "evict" -> (arguments.length > 1)
                        ? new Change(Kind.TOMBSTONE, key, version(((Tombstone) arguments[1]).version()))
                        : new Change(Kind.EVICT, key, 0);
                case "expire" -> new Change(Kind.EXPIRE, key, 0);
                case "clear" -> new Change(Kind.CLEAR, key, 0);
                case "expireAll" -> new Change(Kind.EXPIRE_ALL, key, 0);
                default -> throw new AssertionError(operation);
            };
            this.states.replaceAll((other, state) -> change.concerns(other) ? change.applied(state) : state);
            return CompletableFuture
                .completedFuture(operation.equals("put") || arguments.length > 1 && arguments[1] instanceof Tombstone
                        ? (Object) true : operation.contains("xpireAll") || operation.equals("clear") ? 1L : null);
        }

        private static int version(@Nullable Long version) {
            return Math.toIntExact(Objects.requireNonNull(version));
        }

    }

}
