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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.stampedesafe.engine.RefreshQueue.Refresh;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;

/**
 * Loads the keys of several refreshes by one call of their method. Each key has an
 * attempt of its own, with its flight, lease, fence and publish, as in a {@link BulkCall}
 * of a caller. No attempt waits: a key that somebody else is loading is left to them.
 */
final class BulkRefreshes {

    private final BulkParts parts;

    private final EngineResources resources;

    BulkRefreshes(BulkParts parts, EngineResources resources) {
        this.parts = parts;
        this.resources = resources;
    }

    /**
     * Loads keys on the current thread. Blocks until all are stored, or have failed.
     * @param leader has the thread, and the permit that all attempts hold
     * @param refreshes what is loaded, at least one
     * @param flight lets an attempt lead the flight of its key
     */
    void load(Refresh leader, List<Refresh> refreshes,
            BiFunction<Refresh, LoadAttempt, CompletionStage<RecomputeOutcome>> flight) {
        Map<CacheKey, Refresh> byKey = new LinkedHashMap<>();
        refreshes.forEach((refresh) -> byKey.put(refresh.key(), refresh));
        BlockingCaller caller = new BlockingCaller(this.resources);
        BulkCall call = call(caller, request(refreshes), leader.load().scope());
        refreshes.forEach((refresh) -> leader.permit(call.join(refresh.load().request(), Lookup.NOTHING).attempt()));
        try {
            Steps.unchecked(() -> caller.run(() -> call.bring((attempt) -> {
                Refresh refresh = Objects.requireNonNull(byKey.get(attempt.key()));
                return refresh.load()
                    .isDue(attempt)
                    .thenCompose((isDue) -> flight.apply(refresh, attempt))
                    .thenApply((end) -> new Value(null));
            })));
        }
        finally {
            call.close();
        }
    }

    private BulkCall call(BlockingCaller caller, BulkRequest request, LoadScope scope) {
        WaitLimit waitLimit = new WaitLimit(this.resources.nanoTime(), request.policy().loadDeadline());
        return new BulkCall(this.parts.with(scope), caller, request, waitLimit);
    }

    private static BulkRequest request(List<Refresh> refreshes) {
        Request first = refreshes.get(0).load().request();
        List<BulkLoad> loads = refreshes.stream()
            .flatMap((refresh) -> Stream.ofNullable(refresh.load().bulk()))
            .toList();
        return new BulkRequest(refreshes.stream().map(Refresh::key).toList(), first.policy(), first.codec(),
                loads.get(0).with(loads.subList(1, loads.size())));
    }

}
