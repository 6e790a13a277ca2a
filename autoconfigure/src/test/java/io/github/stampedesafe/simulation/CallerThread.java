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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.BulkRequest;
import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Value;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;

/** A thread of an instance that makes one call after the other. */
final class CallerThread {

    /** Longer than any call may take. */
    private static final Duration NEVER_ENDS = Duration.ofMinutes(5);

    final Task task;

    private final World world;

    private final SimulatedInstance instance;

    private final List<Scenario.Step> steps;

    private final long until;

    /** Asynchronous calls, each completes when the call is over. */
    private final List<CompletableFuture<?>> open = new ArrayList<>();

    private boolean hasLeft;

    CallerThread(World world, int number, Scenario.Caller caller) {
        this.world = world;
        this.instance = world.instances.get(caller.instance());
        this.steps = caller.steps();
        this.until = caller.until();
        this.task = new Task(this.instance.node + " c" + number, this.instance.node, false,
                world.scheduler.now() + caller.start(), this::run);
        world.scheduler.add(this.task);
    }

    private void run() {
        for (Scenario.Step step : this.steps) {
            pause(step.pause());
            if (this.world.scheduler.now() > this.until) {
                break;
            }
            if (!step.beside().isEmpty()) {
                callForSeveral(step);
            }
            else if (step.isAsync()) {
                callAsync(step);
            }
            else {
                call(step);
            }
        }
        this.open.forEach(this::await);
        if (this.hasLeft) {
            this.world.scheduler.sleep(Scenario.HANG.toNanos()); // loads may go on
        }
    }

    private void pause(long pause) {
        if (pause >= 0) {
            this.world.scheduler.sleep(pause);
            return;
        }
        Occasion occasion = (pause == Scenario.Step.UNTIL_CHANGE) ? this.world.changed
                : (pause == Scenario.Step.UNTIL_LOADED) ? this.world.loaded
                        : (pause == Scenario.Step.UNTIL_BEGUN) ? this.world.begun : this.world.published;
        Scenario scenario = this.world.scenario;
        long longest = Math.max(2 * scenario.loadTime(), scenario.planning().until() / 4);
        this.world.scheduler.await(occasion.next(), longest, true);
    }

    private void call(Scenario.Step step) {
        Call call = begin(step, step.key());
        call.interrupted = Thread.currentThread().isInterrupted();
        this.task.strand.begin(call);
        String value = null;
        Throwable failure = null;
        try {
            value = perform(call);
        }
        catch (Crashed ex) {
            throw ex;
        }
        catch (Throwable ex) {
            failure = ex;
        }
        this.task.strand.call = null;
        end(call, value, failure);
        Thread.interrupted();
    }

    /** Makes a call for several keys, which is written down as a call for each. */
    private void callForSeveral(Scenario.Step step) {
        List<Call> calls = step.keys().stream().map((key) -> begin(step, key)).toList();
        calls.forEach((call) -> call.several = calls);
        Source source = new Source(this.world);
        boolean holdsThread = !step.isAsync() || source.holdsThread();
        BulkRequest request = new BulkRequest(step.keys(), this.world.scenario.policy(), this.instance.codec,
                new SeveralLoad(source, this.instance.node, holdsThread));
        if (step.isAsync()) {
            callAsync(calls, request);
        }
        else {
            call(calls, request);
        }
    }

    private void call(List<Call> calls, BulkRequest request) {
        calls.forEach((call) -> call.interrupted = Thread.currentThread().isInterrupted());
        this.task.strand.begin(calls);
        List<@Nullable Object> values = null;
        Throwable failure = null;
        try {
            values = this.instance.engine.bulk().get(request);
        }
        catch (Crashed ex) {
            throw ex;
        }
        catch (Throwable ex) {
            failure = ex;
        }
        this.task.strand.resume(null);
        end(calls, values, failure);
        Thread.interrupted();
    }

    private void callAsync(List<Call> calls, BulkRequest request) {
        Strand own = this.task.strand;
        this.task.strand = new Strand();
        this.task.strand.begin(calls);
        CompletableFuture<Void> over = new CompletableFuture<>();
        this.open.add(over);
        CompletableFuture<List<@Nullable Object>> result = this.instance.engine.bulk()
            .getAsync(request)
            .toCompletableFuture();
        result.whenComplete((values, failure) -> {
            this.world.scheduler.yieldPoint(); // none that unwinds gets past it
            end(calls, values, failure);
            over.complete(null);
        });
        this.task.strand = own;
        goOn(calls, result, over);
    }

    /** Perhaps lets the caller leave, and perhaps waits for the end. */
    private void goOn(List<Call> calls, CompletableFuture<?> result, CompletableFuture<Void> over) {
        SplittableRandom random = this.world.scheduler.random;
        if (this.world.scenario.has(Trouble.LEAVING) && random.nextBoolean()) {
            leave(calls, result);
        }
        if (random.nextBoolean()) {
            await(over);
        }
    }

    private void end(List<Call> calls, @Nullable List<@Nullable Object> values, @Nullable Throwable failure) {
        for (int i = 0; i < calls.size(); i++) {
            end(calls.get(i), (values != null) ? (String) values.get(i) : null, failure);
        }
    }

    /** Makes a call and perhaps goes on before it is over. */
    private void callAsync(Scenario.Step step) {
        Call call = begin(step, step.key());
        Strand own = this.task.strand;
        this.task.strand = new Strand();
        this.task.strand.begin(call);
        CompletableFuture<Void> over = new CompletableFuture<>();
        this.open.add(over);
        CompletableFuture<?> result = this.instance.engine
            .getAsync(call.key, this.world.scenario.policy(), this.instance.codec,
                    new Source(this.world).loadAsync(call))
            .toCompletableFuture();
        result.whenComplete((value, failure) -> {
            this.world.scheduler.yieldPoint(); // none that unwinds gets past it
            end(call, (String) value, failure);
            over.complete(null);
        });
        this.task.strand = own;
        goOn(List.of(call), result, over);
    }

    /** Lets the caller leave after a while, unless the call is over by then. */
    private void leave(List<Call> calls, CompletableFuture<?> result) {
        Scheduler scheduler = this.world.scheduler;
        long at = scheduler.now() + scheduler.random.nextLong(1 + 2 * this.world.scenario.loadTime());
        scheduler.add(new Task(this.instance.node + " leaves", this.instance.node, false, at, () -> {
            boolean isLeft = !result.isDone();
            calls.forEach((call) -> call.left = isLeft);
            this.hasLeft |= isLeft;
            result.cancel(true);
        }));
    }

    private void await(CompletableFuture<?> over) {
        this.world.scheduler.await(over, NEVER_ENDS.toNanos(), false);
    }

    private Call begin(Scenario.Step step, CacheKey key) {
        History history = this.world.history;
        Call call = new Call(history.calls.size(), step.kind(), this.instance.node, key);
        call.isAsync = step.isAsync();
        history.calls.add(call);
        if (this.world.scenario.has(Trouble.VERSIONS)) {
            call.version = write(step);
        }
        this.world.begin(call, this.task.name);
        return call;
    }

    private void end(Call call, @Nullable String value, @Nullable Throwable failure) {
        this.world.end(call, value, failure, this.task.name);
    }

    /** Writes to the source, perhaps well before the cache hears of it. */
    private @Nullable Long write(Scenario.Step step) {
        if (step.kind() != Call.Kind.PUT && step.kind() != Call.Kind.EVICT) {
            return null;
        }
        long version = this.world.registers.write(step.key());
        SplittableRandom random = this.world.scheduler.random;
        this.world.scheduler.sleep(random.nextBoolean() ? 0 : random.nextLong(1 + 2 * this.world.scenario.loadTime()));
        return version;
    }

    private @Nullable String perform(Call call) throws Throwable {
        SingleFlightCache engine = this.instance.engine;
        CacheKey key = call.key;
        Policy policy = this.world.scenario.policy();
        switch (call.kind) {
            case GET -> {
                Source source = new Source(this.world);
                // Two ways to ask, of which nobody can tell the difference.
                return (String) ((call.id % 2 == 0 || policy.nearCache() == NearCache.OFF)
                        ? engine.get(key, policy, this.instance.codec, source.load(key, this.instance.node))
                        : engine.get(engine.near().keep(Request.withoutLoad(key, policy, this.instance.codec)),
                                this.instance.node, source::load));
            }
            case PUT -> engine.put(key, policy, this.instance.codec, "P" + call.id, call.version).apply();
            case PUT_IF_ABSENT -> {
                Value present = engine.putIfAbsent(key, policy, this.instance.codec, "P" + call.id);
                call.ignored = present != null;
                return (present != null) ? (String) present.value() : null;
            }
            case EVICT -> evict(engine, key, policy, call.version).apply();
            case EXPIRE -> engine.expire(key).apply();
            case CLEAR -> engine.clear(key.cache()).apply();
            case EXPIRE_ALL -> engine.expireAll(key.cache()).apply();
            case RECOMPUTE -> recompute(engine, policy, call);
        }
        return null;
    }

    private void recompute(SingleFlightCache engine, Policy policy, Call call) {
        World world = this.world;
        call.onlyIfOlder = world.scheduler.random.nextBoolean();
        Request request = new Request(call.key, policy, this.instance.codec, new Source(world).ahead(call));
        engine.recompute(request,
                (seen) -> seen == null || !call.onlyIfOlder || !world.isYounger(seen.loadStart(), call), (end) -> {
                    world.scheduler.yieldPoint(); // none that unwinds gets past it
                    call.ends.add(end);
                    world.scheduler.trace.add(world.scheduler.now(), "-", "recomputed", call, "→", end.result());
                });
    }

    private static Change evict(SingleFlightCache engine, CacheKey key, Policy policy, @Nullable Long version) {
        return (version != null) ? engine.evict(key, policy, version) : engine.evict(key);
    }

}
