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

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.policy.Policy;

/**
 * Answers calls: from the store if the value may be served, else by an attempt. A call
 * that a thread waits for makes no attempt and no future if it is a hit.
 */
final class Calls {

    private final EntryReader reader;

    private final NearReader nearReader;

    private final AttemptRunner attempts;

    private final Refreshes refreshes;

    private final EngineResources resources;

    private final EngineHooks hooks;

    private final Duration lease;

    Calls(EntryReader reader, NearReader nearReader, AttemptRunner attempts, Refreshes refreshes,
            EngineResources resources, EngineHooks hooks, Duration lease) {
        this.reader = reader;
        this.nearReader = nearReader;
        this.attempts = attempts;
        this.refreshes = refreshes;
        this.resources = resources;
        this.hooks = hooks;
        this.lease = lease;
    }

    /**
     * Answers a call that the current thread waits for.
     * @throws Throwable what the load threw, or why there is no value
     */
    @Nullable Object get(Request request) throws Throwable {
        return answer(request, this.nearReader.tryLook(request));
    }

    /**
     * Answers a call that the current thread waits for, and makes its load only if that
     * is needed: not for a fresh near copy of a key whose load is known to those who
     * count reads.
     * @param kept what is asked for, without a load
     * @throws Throwable what the load threw, or why there is no value
     */
    <C> @Nullable Object get(KeptRequest kept, C call, LoadSource<C> loads) throws Throwable {
        Request known = kept.request();
        Lookup near = this.nearReader.tryNear(kept);
        if (near != null && near.freshness() == Freshness.FRESH
                && this.hooks.readRates().recordRead(known.key(), near.entry())) {
            this.hooks.listener().hit(known.key(), Freshness.FRESH);
            return near.value();
        }
        Request request = known.with(loads.load(known.key(), call));
        return answer(request, (near != null) ? near : this.nearReader.tryStored(request));
    }

    private @Nullable Object answer(Request request, Lookup lookup) throws Throwable {
        return isAnswered(request, lookup) ? lookup.value() : bring(request, lookup, way(lookup));
    }

    /**
     * Answers a call that no thread waits for.
     * @return the value; fails with what {@link #get} throws
     */
    CompletionStage<@Nullable Object> getAsync(Request request) {
        AsyncCaller caller;
        try {
            caller = new AsyncCaller(this.resources);
        }
        catch (RuntimeException | Error ex) {
            return Steps.failed(ex); // as whatever else goes wrong
        }
        CallFuture<@Nullable Object> result = new CallFuture<>(caller, caller::leave);
        LoadAttempt outer = OuterLoad.running();
        // What depends on the result is called by the outer load, no longer by the
        // attempt.
        Steps.begin(() -> bring(caller, request)).whenComplete((value, failure) -> OuterLoad.during(outer, () -> {
            result.end((value != null) ? value.value() : null, (failure != null) ? Steps.thrown(failure) : null);
            return null;
        }));
        return result;
    }

    /**
     * Returns what may be served, and loads and refreshes nothing. Blocks for one read.
     * @return the value, {@code null} if there is none
     */
    @Nullable Value find(Request request) {
        return found(request, this.nearReader.tryLook(request));
    }

    /** Returns what {@link #find} does, without blocking. */
    CompletionStage<@Nullable Value> findAsync(Request request) {
        AsyncCaller caller = new AsyncCaller(this.resources);
        LoadAttempt attempt = attempt(caller, request, Lookup.NOTHING);
        return caller.begin(
                () -> this.nearReader.tryLook(attempt).<@Nullable Value>thenApply((lookup) -> found(request, lookup)));
    }

    private @Nullable Value found(Request request, Lookup lookup) {
        tell(request, lookup);
        return lookup.isServable() ? new Value(lookup.value()) : this.reader.recall(request, lookup);
    }

    private CompletionStage<Value> bring(AsyncCaller caller, Request request) {
        LoadAttempt attempt = attempt(caller, request, Lookup.NOTHING, this.hooks.scope().captured());
        return caller.begin(() -> this.nearReader.tryLook(attempt).thenCompose((lookup) -> answer(attempt, lookup)))
            .whenComplete((value, failure) -> attempt.end());
    }

    private CompletionStage<Value> answer(LoadAttempt attempt, Lookup lookup) {
        attempt.startOver(lookup);
        return isAnswered(attempt.request(), lookup) ? Steps.of(new Value(lookup.value())) : way(lookup).apply(attempt);
    }

    /** Returns the way of a call that is not answered by its look. */
    Function<LoadAttempt, CompletionStage<Value>> way(Lookup seen) {
        return seen.isServable() ? this.refreshes::refreshFor : this.attempts::run;
    }

    /** Tells what a look of a call has found; returns whether the call is answered. */
    boolean isAnswered(Request request, Lookup lookup) {
        tell(request, lookup);
        return lookup.isServable()
                && (lookup.freshness() == Freshness.FRESH || this.refreshes.handOver(request, lookup));
    }

    private void tell(Request request, Lookup lookup) {
        CacheListener listener = this.hooks.listener();
        this.hooks.readRates().recordRead(request, lookup.entry());
        if (lookup.isServable()) {
            listener.hit(request.key(), lookup.freshness());
        }
        else {
            listener.miss(request.key());
        }
    }

    private @Nullable Object bring(Request request, Lookup seen, Function<LoadAttempt, CompletionStage<Value>> way)
            throws Throwable {
        BlockingCaller caller = new BlockingCaller(this.resources);
        LoadAttempt attempt = attempt(caller, request, seen);
        return caller.run(() -> way.apply(attempt)).value();
    }

    private LoadAttempt attempt(Caller caller, Request request, Lookup seen) {
        return attempt(caller, request, seen, this.hooks.scope());
    }

    private LoadAttempt attempt(Caller caller, Request request, Lookup seen, LoadScope scope) {
        return new LoadAttempt(caller, request, seen, waitLimit(request.policy()), scope);
    }

    /** Returns the limit of a wait that begins now. */
    WaitLimit waitLimit(Policy policy) {
        return new WaitLimit(this.resources.nanoTime(), waitTimeoutOf(policy));
    }

    /**
     * By default a call waits for one leader that dies at its deadline and is replaced.
     */
    private Duration waitTimeoutOf(Policy policy) {
        Duration waitTimeout = policy.waitTimeout();
        return (waitTimeout != null) ? waitTimeout : policy.loadDeadline().plus(this.lease).plus(LeaseWait.POLL);
    }

}
