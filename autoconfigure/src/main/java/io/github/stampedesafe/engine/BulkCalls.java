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

package io.github.stampedesafe.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;

/**
 * Answers calls for several keys: one question finds what is stored, and one call of the
 * user's method loads what nobody else is loading. Thread-safe.
 */
public final class BulkCalls {

    private final BulkParts parts;

    private final NearReader nearReader;

    private final Calls calls;

    private final EngineResources resources;

    BulkCalls(BulkParts parts, NearReader nearReader, Calls calls, EngineResources resources) {
        this.parts = parts;
        this.nearReader = nearReader;
        this.calls = calls;
        this.resources = resources;
    }

    /**
     * Returns the values of keys. Blocks for one read of the store if they may be served,
     * and else until all are loaded, by this thread or another, on whatever instance. A
     * key that cannot be brought fails the call; the others are stored all the same.
     * @param request what is asked for
     * @return the values in the order of the keys
     * @throws Throwable what the load threw, unchanged; calls of other keys do not get it
     * @throws WaitTimeoutException after the policy's {@code wait-timeout}
     * @throws LoadRefusedException if too many loads of the cache run and wait
     * @throws CacheUnavailableException if the store does not answer and the settings say
     * that callers want to know
     */
    public List<@Nullable Object> get(BulkRequest request) throws Throwable {
        if (request.keys().isEmpty()) {
            return List.of();
        }
        BlockingCaller caller = new BlockingCaller(this.resources);
        BulkCall call = call(caller, request);
        try {
            return caller.run(() -> answer(call, caller, request));
        }
        finally {
            call.close();
        }
    }

    /**
     * Returns the values of keys as {@link #get} does, without blocking. No thread waits,
     * neither for the store nor for a load. The load and the codec run on the executor
     * for steps, with what is carried of this thread.
     * <p>
     * A caller that ends the future itself, by {@code cancel} or a time-out, leaves the
     * call. What it has not begun to load is left to those that wait for it. A load that
     * is under way goes on, unless nobody waits for any of its keys and it can be
     * cancelled, see {@link io.github.stampedesafe.store.Stages#tryCancel}.
     * @param request what is asked for
     * @return the values in the order of the keys, a {@link CompletableFuture}; fails
     * with what {@link #get} throws, itself and not wrapped
     */
    public CompletionStage<List<@Nullable Object>> getAsync(BulkRequest request) {
        if (request.keys().isEmpty()) {
            return Steps.of(List.of());
        }
        AsyncCaller caller;
        try {
            caller = new AsyncCaller(this.resources);
        }
        catch (RuntimeException | Error ex) {
            return Steps.failed(ex); // as whatever else goes wrong
        }
        LoadAttempt outer = OuterLoad.running();
        caller.runs(outer);
        BulkCall call = call(caller, request);
        CallFuture<List<@Nullable Object>> result = new CallFuture<>(caller,
                () -> caller.whileUnderWay(() -> call.leave(caller::whileUnderWay)));
        // What depends on the result is called by the outer load, not by the attempt of
        // the key that came last.
        var unused = caller.begin(() -> answer(call, caller, request))
            .whenComplete((List<@Nullable Object> values, @Nullable Throwable failure) -> {
                call.close();
                OuterLoad.during(outer, () -> {
                    result.end(values, (failure != null) ? Steps.thrown(failure) : null);
                    return null;
                });
            });
        return result;
    }

    private BulkCall call(Caller caller, BulkRequest request) {
        return new BulkCall(this.parts, caller, request, this.calls.waitLimit(request.policy()));
    }

    /**
     * Looks for all keys with one question, and brings those that may not be served.
     * @return the values in the order of the keys; fails with the first failure in that
     * order
     */
    private CompletionStage<List<@Nullable Object>> answer(BulkCall call, Caller caller, BulkRequest request) {
        List<Request> requests = request.each();
        return this.nearReader.tryLookAll(caller, requests).thenCompose((lookups) -> {
            List<@Nullable Object> values = new ArrayList<>();
            Map<Integer, BulkLane> lanes = new HashMap<>();
            for (int i = 0; i < lookups.size(); i++) {
                Lookup lookup = lookups.get(i);
                values.add(lookup.value());
                if (!this.calls.isAnswered(requests.get(i), lookup)) {
                    lanes.put(i, call.join(requests.get(i), lookup));
                }
            }
            return call.bring((attempt) -> this.calls.way(attempt.seen()).apply(attempt)).thenApply((done) -> {
                lanes.forEach((place, lane) -> values.set(place, lane.value().value()));
                return values;
            });
        });
    }

}
