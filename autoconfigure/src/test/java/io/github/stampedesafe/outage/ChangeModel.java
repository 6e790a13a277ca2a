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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Tombstone;

/** What changes should come to: of a key, of all keys in each order, and of a store. */
final class ChangeModel {

    private ChangeModel() {
    }

    enum Kind {

        EVICT, PUT, TOMBSTONE, EXPIRE, CLEAR, EXPIRE_ALL

    }

    /** What a key has. */
    record State(Kind kind, int version, boolean stale) {

        static final State ABSENT = new State(Kind.EVICT, 0, false);

        /** Whether this may be what a key has that should have another state. */
        boolean isSafeFor(State intended, boolean wasCleared) {
            boolean isLost = equals(ABSENT) && (intended.kind != Kind.TOMBSTONE || wasCleared);
            return equals(intended) || isLost || (this.stale && fresh().equals(intended));
        }

        State fresh() {
            return new State(this.kind, this.version, false);
        }

    }

    /** A change as the application makes it. */
    record Change(Kind kind, CacheKey key, int version) {

        boolean concerns(CacheKey other) {
            boolean isOfCache = this.kind == Kind.CLEAR || this.kind == Kind.EXPIRE_ALL;
            return isOfCache ? other.cache().equals(this.key.cache()) : other.equals(this.key);
        }

        State applied(State before) {
            return switch (this.kind) {
                case EVICT, CLEAR -> State.ABSENT;
                case EXPIRE, EXPIRE_ALL ->
                    (before.kind == Kind.PUT) ? new State(Kind.PUT, before.version, true) : before;
                case PUT, TOMBSTONE ->
                    (before.version > this.version) ? before : new State(this.kind, this.version, false);
            };
        }

        PendingChange pending() {
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
    record Order(Map<CacheKey, State> states, boolean isSentApplied) {

        Order then(Change change, boolean isSent) {
            Map<CacheKey, State> after = new HashMap<>(this.states);
            after.replaceAll((key, state) -> change.concerns(key) ? change.applied(state) : state);
            return new Order(after, isSent || this.isSentApplied);
        }

    }

    /**
     * A store that carries out what is delivered.
     *
     * @param states what each key has
     */
    record StateStore(Map<CacheKey, State> states) {

        EntryStore store() {
            return (EntryStore) Proxy.newProxyInstance(EntryStore.class.getClassLoader(),
                    new Class<?>[] { EntryStore.class },
                    (proxy, method, arguments) -> carryOut(method.getName(), arguments));
        }

        CompletionStage<?> carryOut(String operation, Object[] arguments) {
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

        static int version(@Nullable Long version) {
            return Math.toIntExact(Objects.requireNonNull(version));
        }

    }

}
