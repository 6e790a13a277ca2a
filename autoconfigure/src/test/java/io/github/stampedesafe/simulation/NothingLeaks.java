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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.RecomputeDispatcher;

/**
 * When all is over, nobody holds a lease or a fence, unless he was not heard, and no
 * engine holds on to anything.
 */
final class NothingLeaks implements Invariant {

    private static final String NOTHING = "UnderWay[flights=0, leases=0, watches=0, refreshes=0, permits=0]";

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        for (SimulatedInstance instance : world.instances) {
            String underWay = underWay(instance);
            if (!instance.node.isCrashed() && !underWay.equals(NOTHING)) {
                violations.add(instance.node + " still has " + underWay);
            }
            if (!instance.node.isCrashed()) {
                keys(world).filter((key) -> isRecomputed(instance, key))
                    .forEach((key) -> violations.add(instance.node + " is still recomputing " + key));
            }
        }
        if (!world.scenario.has(Trouble.CRASH, Trouble.PAUSE, Trouble.OUTAGE, Trouble.INTERRUPTS)) {
            keys(world).filter((key) -> world.store.leaseholder(key) != null || world.store.fence(key) != null)
                .forEach((key) -> violations.add(key + " is still leased or fenced"));
        }
        return violations;
    }

    private static String underWay(SimulatedInstance instance) {
        try {
            Method underWay = SingleFlightCache.class.getDeclaredMethod("underWay");
            underWay.setAccessible(true);
            return underWay.invoke(instance.engine).toString();
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Stream<CacheKey> keys(World world) {
        return Stream
            .concat(world.history.calls.stream().map((call) -> call.key),
                    world.history.loads.stream().map((load) -> load.key))
            .distinct();
    }

    private static boolean isRecomputed(SimulatedInstance instance, CacheKey key) {
        RecomputeDispatcher dispatcher = instance.dispatcher();
        if (dispatcher == null) {
            return false;
        }
        try {
            Method isRunning = RecomputeDispatcher.class.getDeclaredMethod("isRunning", CacheKey.class);
            isRunning.setAccessible(true);
            return (boolean) isRunning.invoke(dispatcher, key);
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
