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

package io.github.stampedesafe.interceptor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.LaterChanges;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;

/**
 * What the annotations of an asynchronous method ask for, carried out without a thread
 * that waits.
 *
 * @param operations what the annotations ask for
 * @param positions positions of the arguments whose elements are keys of changes after
 * the method
 * @param loads calls the method
 * @param cache the engine
 * @param changes decides when puts and evicts take effect
 */
record AsyncOperations(Operations operations, List<Integer> positions, AsyncLoads loads, SingleFlightCache cache,
        ChangeSchedule changes) {

    AsyncOperations(Operations operations, AsyncLoads loads, SingleFlightCache cache, ChangeSchedule changes) {
        this(operations, operations.positionsOfKeys(), loads, cache, changes);
    }

    /**
     * Returns the call of an invocation that has not returned, with keys of its own: the
     * caller may change its collection before the value has come.
     */
    Call call(ProxyMethodInvocation invocation) {
        Call call = this.loads.call(invocation);
        if (this.positions.isEmpty()) {
            return call;
        }
        @Nullable Object[] arguments = call.arguments().clone();
        this.positions.forEach((position) -> arguments[position] = Elements.copy(arguments[position]));
        return call.with(arguments);
    }

    /** Returns what a call that nobody makes asks the engine for. */
    @Nullable Request request(ProxyMethodInvocation invocation) {
        return this.operations.request(this.loads.call(invocation), this.loads.of(AsyncCall.PLAIN).of(invocation));
    }

    /**
     * Returns what asks the caches for the value of a call, {@code null} if no cacheable
     * applies to it.
     */
    @Nullable Supplier<CompletionStage<@Nullable Object>> value(Call call, ProxyMethodInvocation invocation, AsyncCall caller) {
        BulkOperation bulk = this.operations.bulk();
        if (bulk != null) {
            return bulk.operation().selector().appliesTo(call)
                    ? bulk.getLater(this.cache.bulk(), call, invocation, this.loads.of(caller)) : null;
        }
        Load load = this.operations.load(call, this.loads.of(caller).of(invocation),
                (cacheable, inner) -> cacheable.throughLater(this.cache, call, inner));
        return (load != null) ? load::start : null;
    }

    /** Carries out the evicts before the method. */
    CompletionStage<@Nullable Void> before(Call call, LaterChanges later) {
        return remove(this.operations.before(), call, later::scheduleAndStart, done());
    }

    /**
     * Carries out puts, and evicts after the method.
     * @param value the value that the method brought
     */
    CompletionStage<@Nullable Void> after(Call call, @Nullable Object value, LaterChanges later) {
        Object stored = this.loads.returnType().stored(value);
        Call returned = call.returning(stored);
        CompletionStage<@Nullable Void> end = done();
        for (PutOperation put : this.operations.puts()) {
            end = then(end, () -> put.put(this.cache, returned, stored), later::schedule);
        }
        return remove(this.operations.after(), returned, later::schedule, end);
    }

    private CompletionStage<@Nullable Void> remove(List<EvictOperation> evicts, Call call,
            Function<Change, CompletionStage<@Nullable Void>> schedule, CompletionStage<@Nullable Void> before) {
        CompletionStage<@Nullable Void> end = before;
        for (EvictOperation evict : evicts) {
            end = then(end, () -> evict.selector().appliesTo(call) ? evict.change(this.cache, call) : null, schedule);
        }
        return end;
    }

    /** Carries out a change, {@code null} for none, after those before it. */
    private static CompletionStage<@Nullable Void> then(CompletionStage<@Nullable Void> before,
            Supplier<@Nullable Change> change, Function<Change, CompletionStage<@Nullable Void>> schedule) {
        return before.thenCompose((done) -> {
            Change next = change.get();
            return (next != null) ? schedule.apply(next) : done();
        });
    }

    private static CompletionStage<@Nullable Void> done() {
        return CompletableFuture.completedFuture(null);
    }

}
