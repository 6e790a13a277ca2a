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

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Tombstone;

/**
 * The engine: answers calls from the store, loads an absent value once across all threads
 * of all instances, refreshes a popular value before it expires, and never overwrites a
 * value by an older one. Thread-safe. The {@linkplain io.github.stampedesafe.engine
 * package} describes the protocol.
 */
public final class SingleFlightCache {

    private final LoadScope scope;

    private final EngineResources resources;

    private final EngineParts parts;

    /** Creates an engine to which only a listener listens. */
    public SingleFlightCache(EntryStore store, LeaseProvider leases, EngineSettings settings, EngineResources resources,
            CacheListener listener) {
        this(store, leases, settings, resources, new EngineHooks(listener));
    }

    /**
     * Creates the engine.
     * @param store where entries live
     * @param leases hands out the right to load
     * @param settings how the engine works
     * @param resources time, chance and threads
     * @param hooks listener, read rates and the scope of loads
     */
    public SingleFlightCache(EntryStore store, LeaseProvider leases, EngineSettings settings, EngineResources resources,
            EngineHooks hooks) {
        this.scope = hooks.scope();
        this.resources = resources;
        this.parts = EngineParts.assemble(store, leases, settings, resources, hooks);
    }

    /**
     * Returns the value of a key. Blocks for one read of the store if the value may be
     * served, also for its load if it is to be refreshed and only callers can do that,
     * and else until the value is loaded, by this thread or another, on whatever
     * instance.
     * @param key the key
     * @param policy how the value is kept, refreshed and waited for
     * @param codec turns the value into bytes and back
     * @param load produces the value if it is absent
     * @return the value; an object that no other caller gets, unless it could not be
     * written, or not be read again
     * @throws Throwable what the load threw, unchanged; all callers that waited for the
     * load get the same
     * @throws WaitTimeoutException after the policy's {@code wait-timeout}
     * @throws LoadRefusedException if too many loads of the cache run and wait
     * @throws CacheUnavailableException if the store does not answer and the settings say
     * that callers want to know
     */
    public @Nullable Object get(CacheKey key, Policy policy, PayloadCodec codec, Load load) throws Throwable {
        return this.parts.calls().get(new Request(key, policy, codec, load));
    }

    /**
     * Returns the value of a key as {@link #get(CacheKey, Policy, PayloadCodec, Load)}
     * does. A hit of a fresh near copy whose value callers share allocates nothing.
     * @param <C> what the call consists of
     * @param request what is asked for
     * @param call the call
     * @param loads makes the load of the call, if it is needed
     * @return the value
     * @throws Throwable as above
     */
    public <C> @Nullable Object get(KeptRequest request, C call, LoadSource<C> loads) throws Throwable {
        return this.parts.calls().get(request, call, loads);
    }

    /**
     * Returns the value of a key as {@link #get} does, without blocking. No thread waits,
     * neither for the store nor for the load of another caller. The load and the codec
     * run on the executor for steps, with what is carried of this thread.
     * <p>
     * A caller that ends the future itself, by {@code cancel} or a time-out, leaves the
     * call. The other callers of its flight go on. When all have left, a load that can be
     * cancelled is, see {@link io.github.stampedesafe.store.Stages#tryCancel}; any other
     * load goes on, and its value is stored.
     * @return the value, a {@link java.util.concurrent.CompletableFuture}; fails with
     * what {@link #get} throws, itself and not wrapped
     */
    public CompletionStage<@Nullable Object> getAsync(CacheKey key, Policy policy, PayloadCodec codec, Load load) {
        return this.parts.calls().getAsync(new Request(key, policy, codec, load));
    }

    /** Returns the steps of a call that the current thread makes. */
    public CallSteps steps() {
        return new CallSteps(new AsyncCaller(this.resources));
    }

    /** Returns the near caches of this instance. */
    public NearCaches near() {
        return this.parts.near();
    }

    /** Returns the calls for several keys at once. */
    public BulkCalls bulk() {
        return this.parts.bulkCalls();
    }

    /**
     * Returns the value of a key if it may be served, fresh or stale, and loads and
     * refreshes nothing. Blocks for one read of the store.
     * @param key the key
     * @param policy how the value is kept
     * @param codec turns bytes into the value
     * @return the value, {@code null} if there is none, or the store does not answer
     */
    public @Nullable Value find(CacheKey key, Policy policy, PayloadCodec codec) {
        return this.parts.calls().find(Request.withoutLoad(key, policy, codec));
    }

    /** Returns the value of a key as {@link #find} does, without blocking. */
    public CompletionStage<@Nullable Value> findAsync(CacheKey key, Policy policy, PayloadCodec codec) {
        return this.parts.calls().findAsync(Request.withoutLoad(key, policy, codec));
    }

    /**
     * Loads a key in the background, within the bounds of refreshes, if it is due when
     * its turn comes. If several instances ask for it at one time, one of them loads.
     * Readers find the old value until the new one is stored. Never blocks.
     * @param request what to load; its load is one that can run without a caller
     * @param isDue decides, given what is stored and could still be served, {@code null}
     * for nothing; called on another thread, or not at all; throws nothing
     * @param done told once how the recompute ended, on any thread, maybe this one
     */
    public void recompute(Request request, Predicate<@Nullable Entry> isDue, Consumer<RecomputeOutcome> done) {
        EntryReader reader = this.parts.reader();
        this.parts.background().add(new BackgroundLoad.Recompute(request, this.scope, reader, isDue, done));
    }

    /**
     * Prepares to store a value. It is turned into bytes now and may be changed
     * afterwards. No load that began before the change is applied can replace it.
     * @param key the key
     * @param policy how the value is kept
     * @param codec turns the value into bytes
     * @param value the value; the key is removed instead if it is a {@code null} that the
     * policy does not keep, cannot be written or is too large
     * @param version version of the value, {@code null} for none; the change does nothing
     * if the stored entry has a higher one
     */
    public Change put(CacheKey key, Policy policy, PayloadCodec codec, @Nullable Object value, @Nullable Long version) {
        NewEntry newEntry = this.parts.entryFactory().create(key, policy, codec, Loader.Loaded.put(value, version));
        if (newEntry == null) {
            return (version != null) ? evict(key, policy, version) : evict(key);
        }
        return this.parts.changes().put(key, newEntry);
    }

    /**
     * Stores a value for a key that has none which may be served, in one atomic step as
     * far as other instances can see. Not prepared: it is done when this method returns.
     * Blocks for two answers of the store, and more if others change the key meanwhile.
     * @param key the key
     * @param policy how the value is kept
     * @param codec turns the value into bytes and back
     * @param value the value
     * @return the value that the key has, {@code null} if the given one was stored
     * @throws CacheUnavailableException if the store does not answer; whether the value
     * was stored is then unknown
     * @throws io.github.stampedesafe.PayloadException if the value cannot be stored
     */
    public @Nullable Value putIfAbsent(CacheKey key, Policy policy, PayloadCodec codec, @Nullable Object value) {
        return this.parts.putIfAbsent().put(Request.withoutLoad(key, policy, codec), value);
    }

    /**
     * Prepares to remove a key. No call that starts after the change was applied is
     * served a value whose load began before.
     */
    public Change evict(CacheKey key) {
        return this.parts.changes().evict(key, null);
    }

    /**
     * Prepares to remove a key of a version, as {@link #evict(CacheKey)} does, and to
     * keep values of older versions out for the ttl of the policy. The change does
     * nothing if the stored entry has a higher version.
     * @param key the key
     * @param policy how long that is remembered
     * @param version the version
     */
    public Change evict(CacheKey key, Policy policy, long version) {
        Tombstone tombstone = new Tombstone(version, policy.ttl());
        return this.parts.changes().evict(key, tombstone);
    }

    /** Prepares to mark a key stale: its value is served while one load replaces it. */
    public Change expire(CacheKey key) {
        return this.parts.changes().expire(key);
    }

    /**
     * Prepares to remove all keys of a cache: at once here, within a second elsewhere.
     */
    public Change clear(String cache) {
        return this.parts.changes().clear(cache);
    }

    /**
     * Prepares to mark all keys of a cache stale, at once here, within a second
     * elsewhere.
     * @param cache name of the cache
     */
    public Change expireAll(String cache) {
        return this.parts.changes().expireAll(cache);
    }

    /** Takes note of a signal. Never blocks. */
    public void receive(Signal signal) {
        this.parts.changes().receive(signal);
    }

    /** To be called when signals are received again after some may have been missed. */
    public void missedSignals() {
        this.parts.changes().missed();
    }

    /**
     * Extends the leases of running loads. To be called at least three times in the life
     * of a lease; never blocks.
     */
    public void extendLeases() {
        this.parts.keeper().extendAll();
    }

    /**
     * Asks the store for clears whose signals were lost. To be called every second;
     * blocks for one question about all caches in use.
     * @throws CacheUnavailableException if the store does not answer
     */
    public void refreshMarks() {
        this.parts.memory().sweep();
        this.parts.near().sweep();
        this.parts.changes().refreshMarks();
    }

    /** Returns what this engine is doing. Never blocks. */
    public InProgress inProgress() {
        return new InProgress(this.parts.flights().inProgress(), this.parts.keeper().inProgress());
    }

    /**
     * Returns what this engine holds on to: nothing once every call and refresh has
     * ended.
     */
    UnderWay underWay() {
        return new UnderWay(this.parts.flights().count(), this.parts.keeper().count(), this.parts.signals().count(),
                this.parts.background().count(), this.parts.permits().count());
    }

}
