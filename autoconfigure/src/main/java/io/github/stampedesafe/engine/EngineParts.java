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

import java.util.function.LongSupplier;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;

/**
 * The parts of an engine.
 *
 * @param reader looks into the store
 * @param entryFactory makes of values what is stored
 * @param flights loads that callers can join
 * @param memory what was loaded in an outage
 * @param keeper extends the leases of running loads
 * @param permits bounds the loads of a cache
 * @param background loads that nobody waits for
 * @param calls answers calls
 * @param bulkCalls answers calls for several keys
 * @param changes changes keys and caches
 * @param putIfAbsent stores values of keys that have none
 * @param signals attempts that wait for another instance
 * @param near copies of what is stored
 */
record EngineParts(EntryReader reader, EntryFactory entryFactory, Flights flights, OutageMemory memory,
        LeaseKeeper keeper, LoadPermits permits, BackgroundLoads background, Calls calls, BulkCalls bulkCalls,
        Changes changes, PutIfAbsent putIfAbsent, SignalBoard signals, NearCaches near) {

    static EngineParts assemble(EntryStore store, LeaseProvider leases, EngineSettings settings,
            EngineResources resources, EngineHooks hooks) {
        CacheListener listener = hooks.listener();
        LongSupplier nanoTime = resources.nanoTime();
        SignalBoard signals = new SignalBoard();
        OutageMemory memory = new OutageMemory(settings.outageTtl(), nanoTime);
        Flights flights = new Flights(nanoTime);
        NearCaches near = new NearCaches(hooks.nearMaps(), hooks.readRates(), nanoTime);
        LocalState local = new LocalState(memory, flights, signals, near);
        CacheMarks marks = new CacheMarks(store, local::cleared);
        EntryReader reader = new EntryReader(store, marks, memory, resources, hooks);
        NearReader nearReader = new NearReader(reader, near, marks, nanoTime);
        EntryFactory entryFactory = new EntryFactory(resources.random(), listener);
        LoadPermits permits = new LoadPermits(signals, reader, listener);
        LeaseKeeper keeper = new LeaseKeeper(settings.lease(), nanoTime, listener);
        Loader loader = new Loader(nanoTime, listener);
        FencedLoad fencedLoad = new FencedLoad(store, reader, near, marks, resources, loader, listener);
        LeasedLoad leasedLoad = new LeasedLoad(reader, leases, keeper, signals, fencedLoad, permits, listener);
        FollowerRules rules = new FollowerRules(listener);
        FlightLeader leader = new FlightLeader(leasedLoad, permits, loader,
                new OutageLoad(loader, entryFactory, memory), settings.onStoreFailure(), rules, listener);
        RefreshRunner refresh = new RefreshRunner(leasedLoad, flights, listener);
        RefreshPauses pauses = new RefreshPauses(nanoTime, listener);
        AttemptRunner attempts = new AttemptRunner(reader, flights, leader, permits, rules, nanoTime, listener);
        BulkParts bulk = new BulkParts(reader, attempts, hooks.scope());
        BackgroundLoads background = new BackgroundLoads(refresh, flights, pauses, permits,
                new BulkRefreshes(bulk, resources), settings, resources, listener);
        Refreshes refreshes = new Refreshes(refresh, background, pauses, permits, hooks.scope());
        Changes changes = new Changes(store, marks, local, pauses, listener, resources);
        Calls calls = new Calls(reader, nearReader, attempts, refreshes, resources, hooks, settings.lease());
        BulkCalls bulkCalls = new BulkCalls(bulk, nearReader, calls, resources);
        return new EngineParts(reader, entryFactory, flights, memory, keeper, permits, background, calls, bulkCalls,
                changes, new PutIfAbsent(reader, marks, entryFactory, changes), signals, near);
    }

}
