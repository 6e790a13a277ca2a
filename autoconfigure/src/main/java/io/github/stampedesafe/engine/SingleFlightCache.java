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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Fill;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

/**
 * The engine: answers calls from the store, and sees to it that an absent value is loaded
 * once across all threads of all instances, a popular one renewed before it expires, and
 * a changed one never overwritten by an older one. Thread-safe.
 */
public final class SingleFlightCache {

    private final Surroundings surroundings;

    private final Observers observers;

    private final Duration lease;

    private final EngineParts parts;

    /** Creates an engine to which only a listener listens. */
    public SingleFlightCache(EntryStore store, LeaseProvider leases, Settings settings, Surroundings surroundings,
            CacheListener listener) {
        this(store, leases, settings, surroundings, new Observers(listener));
    }

    /**
     * Creates the engine.
     * @param store where entries live
     * @param leases who may load
     * @param settings how it works
     * @param surroundings time, chance and threads
     * @param observers who looks on
     */
    public SingleFlightCache(EntryStore store, LeaseProvider leases, Settings settings, Surroundings surroundings,
            Observers observers) {
        this.surroundings = surroundings;
        this.observers = observers;
        this.lease = settings.lease();
        this.parts = EngineParts.assemble(store, leases, settings, surroundings, observers);
    }

    /**
     * Returns the value of a key. Blocks for one read of the store if it can be served,
     * and for its load if it is to be renewed and only callers can do that; else until it
     * is loaded, by this thread or another, on this instance or another.
     * @param key the key
     * @param policy how the value is kept, renewed and waited for
     * @param codec turns the value into bytes and back
     * @param load produces the value if it is absent
     * @return the value; never an object that another caller got, too, unless it could
     * not be written, or not be read again
     * @throws Throwable what the load threw, unchanged; it is shared by all who waited
     * for it
     * @throws WaitTimeoutException if the policy's patience is over
     * @throws LoadRefusedException if too many loads of the cache run and wait
     * @throws CacheUnavailableException if the store does not answer and the settings say
     * that callers want to know
     */
    public @Nullable Object get(CacheKey key, Policy policy, PayloadCodec codec, Load load) throws Throwable {
        Request request = new Request(key, policy, codec, load);
        Lookup lookup = this.parts.reader().tryLook(request);
        this.observers.demand().asked(request, lookup.entry());
        if (!lookup.isServable()) {
            this.observers.listener().miss(key);
            return bring(request, lookup, this.parts.attempts()::run);
        }
        this.observers.listener().hit(key, lookup.freshness());
        if (lookup.freshness() == Freshness.FRESH || this.parts.refreshes().handOver(request, lookup)) {
            return lookup.value();
        }
        return bring(request, lookup, this.parts.refreshes()::refreshFor);
    }

    /**
     * Returns the value of a key as {@link #get} does, without blocking: no thread waits,
     * neither for the store nor for the load of another. What has to run, the load and
     * the codec among it, runs on the executor for such steps, with what is carried of
     * this thread.
     * @param key the key
     * @param policy how the value is kept, refreshed and waited for
     * @param codec turns the value into bytes and back
     * @param load produces the value if it is absent, see {@link Load#start()}
     * @return the value; fails with what {@link #get} throws, itself and not wrapped
     */
    public CompletionStage<@Nullable Object> getAsync(CacheKey key, Policy policy, PayloadCodec codec, Load load) {
        LoadAttempt attempt = attempt(new AsyncCaller(this.surroundings), new Request(key, policy, codec, load),
                Lookup.NOTHING);
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        Steps.begin(() -> this.parts.reader().tryLook(attempt))
            .thenCompose((lookup) -> answer(attempt, lookup))
            .whenComplete((value, failure) -> Steps.end(result, (value != null) ? value.value() : null,
                    (failure != null) ? Steps.thrown(failure) : null));
        return result;
    }

    private CompletionStage<Value> answer(LoadAttempt attempt, Lookup lookup) {
        Request request = attempt.request();
        attempt.startOver(lookup);
        this.observers.demand().asked(request, lookup.entry());
        if (!lookup.isServable()) {
            this.observers.listener().miss(request.key());
            return this.parts.attempts().run(attempt);
        }
        this.observers.listener().hit(request.key(), lookup.freshness());
        boolean isDone = lookup.freshness() == Freshness.FRESH || this.parts.refreshes().handOver(request, lookup);
        return isDone ? Steps.of(new Value(lookup.value())) : this.parts.refreshes().refreshFor(attempt);
    }

    private @Nullable Object bring(Request request, Lookup seen, Function<LoadAttempt, CompletionStage<Value>> way)
            throws Throwable {
        BlockingCaller caller = new BlockingCaller(this.surroundings);
        LoadAttempt attempt = attempt(caller, request, seen);
        return caller.run(() -> way.apply(attempt)).value();
    }

    private LoadAttempt attempt(Caller caller, Request request, Lookup seen) {
        Patience patience = new Patience(this.surroundings.nanoTime(), patienceOf(request.policy()));
        return new LoadAttempt(caller, request, seen, patience, this.observers.scope());
    }

    /**
     * By default a call waits for one leader that dies at its deadline and is replaced.
     */
    private Duration patienceOf(Policy policy) {
        Duration waitTimeout = policy.waitTimeout();
        return (waitTimeout != null) ? waitTimeout : policy.loadDeadline().plus(this.lease).plus(LeasedLoad.POLL);
    }

    /**
     * Loads a key in the background, on the threads of the renewals and under their
     * bounds, if it is due when its turn comes: under the lease and behind the fence, so
     * that of all instances that ask for it at one time one loads, and readers find the
     * old value until the new one is stored. Never blocks.
     * @param request what to load; its load is one that can run without a caller
     * @param isDue decides, given what is stored and could still be served, {@code null}
     * for nothing; called on another thread, or not at all. What it throws ends the
     * thread, not the engine
     * @param done hears once of the end, on any thread, maybe this one
     */
    public void recompute(Request request, Predicate<@Nullable Entry> isDue, Consumer<Recomputed> done) {
        this.parts.background()
            .add(new BackgroundLoad.Recompute(request, this.observers.scope(), this.parts.reader(), isDue, done));
    }

    /**
     * Prepares to store a value. It is turned into bytes now and may be changed
     * afterwards. No load that began before the change is applied can replace it.
     * @param key the key
     * @param policy how the value is kept
     * @param codec turns the value into bytes
     * @param value the value; what is not stored removes the key: a {@code null} that the
     * policy does not keep, and what cannot be written or is too large, which the
     * listener hears
     * @param version version of the value, {@code null} for none; the change does nothing
     * if what is stored then has a higher one
     */
    public Change put(CacheKey key, Policy policy, PayloadCodec codec, @Nullable Object value, @Nullable Long version) {
        Fill fill = this.parts.filling().fill(key, policy, codec, Loader.Loaded.put(value, version));
        if (fill == null) {
            return (version != null) ? evict(key, policy, version) : evict(key);
        }
        return () -> this.parts.changes().put(key, fill);
    }

    /**
     * Prepares to remove a key. No call that starts after the change was applied is
     * served a value whose load began before.
     * @param key the key
     */
    public Change evict(CacheKey key) {
        return () -> this.parts.changes().evict(key, null);
    }

    /**
     * Prepares to remove a key of a version, as {@link #evict(CacheKey)} does, and to
     * keep anything older than that version out for the policy's ttl. The change does
     * nothing if what is stored then has a higher version.
     * @param key the key
     * @param policy how long that is remembered
     * @param version the version
     */
    public Change evict(CacheKey key, Policy policy, long version) {
        Tombstone tombstone = new Tombstone(version, policy.ttl());
        return () -> this.parts.changes().evict(key, tombstone);
    }

    /**
     * Prepares to mark a key stale: its value is served while one load replaces it.
     * @param key the key
     */
    public Change expire(CacheKey key) {
        return () -> this.parts.changes().expire(key);
    }

    /**
     * Prepares to remove all keys of a cache: at once on this instance, within a second
     * on others.
     * @param cache name of the cache
     */
    public Change clear(String cache) {
        return () -> this.parts.changes().clear(cache);
    }

    /**
     * Prepares to mark all keys of a cache stale, at once on this instance, within a
     * second on others: each value is served while one load replaces it.
     * @param cache name of the cache
     */
    public Change expireAll(String cache) {
        return () -> this.parts.changes().expireAll(cache);
    }

    /**
     * Takes note of a signal. Never blocks.
     * @param signal the signal
     */
    public void receive(Signal signal) {
        this.parts.changes().hear(signal);
    }

    /** To be called when signals are received again after some may have been missed. */
    public void missedSignals() {
        this.parts.changes().missed();
    }

    /**
     * Renews the leases of running loads. To be called at least three times in the life
     * of a lease; never blocks.
     */
    public void renewLeases() {
        this.parts.keeper().extendAll();
    }

    /**
     * Looks whether a cache was cleared or expired and the signal lost. To be called
     * every second; blocks for one read of the store for each cache in use.
     * @throws CacheUnavailableException if the store does not answer
     */
    public void refreshMarks() {
        this.parts.memory().sweep();
        this.parts.changes().refreshMarks();
    }

    /** Returns what this engine is doing. Never blocks. */
    public InProgress inProgress() {
        return new InProgress(this.parts.flights().inProgress(), this.parts.keeper().inProgress());
    }

    /**
     * Returns what is under way: flights, kept leases, watched keys, renewals and turns.
     * Nothing once every call and renewal has ended.
     */
    UnderWay underWay() {
        return new UnderWay(this.parts.flights().count(), this.parts.keeper().count(), this.parts.signals().count(),
                this.parts.background().count(), this.parts.limiter().count());
    }

    /**
     * How the engine works.
     *
     * @param lease lifetime of a lease, renewed while its load runs; positive
     * @param onStoreFailure what callers get while the store is out of reach
     * @param outageTtl how long a value that was loaded then is served to later callers;
     * zero for those who waited only
     * @param renewalThreads renewals at one time; positive
     * @param renewalQueue renewals that wait for a thread, or for their cache's turn to
     * load; past that one is refused; not negative
     */
    public record Settings(Duration lease, OnStoreFailure onStoreFailure, Duration outageTtl, int renewalThreads,
            int renewalQueue) {

        /** Creates settings that leave it to the executor to bound renewals. */
        public Settings(Duration lease, OnStoreFailure onStoreFailure, Duration outageTtl) {
            this(lease, onStoreFailure, outageTtl, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** Creates settings of an engine that remembers nothing of an outage. */
        public Settings(Duration lease, OnStoreFailure onStoreFailure) {
            this(lease, onStoreFailure, Duration.ZERO);
        }

    }

    /**
     * What an engine holds on to.
     *
     * @param flights flights that are up
     * @param leases leases that are kept alive
     * @param watches keys whose signals are awaited
     * @param renewals renewals that wait for a thread
     * @param turns loads of bounded caches that run or wait for their turn
     */
    record UnderWay(int flights, int leases, int watches, int renewals, int turns) {

        static final UnderWay NOTHING = new UnderWay(0, 0, 0, 0, 0);

    }

}
