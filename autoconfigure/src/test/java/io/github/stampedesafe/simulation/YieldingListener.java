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

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadEvent.LeaseLost;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.LoadRefused;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.RefreshRefused;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.ValueEvent.PublishRefused;
import io.github.stampedesafe.event.WaitEvent.Followed;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;
import io.github.stampedesafe.key.CacheKey;

/** Makes a boundary of every moment at which the engine tells what it does. */
final class YieldingListener implements CacheListener {

    /** The events that are boundaries. */
    private static final Set<Class<? extends CacheEvent>> BOUNDARIES = Set.of(Followed.class, Loaded.class,
            LoadFailed.class, LoadWaited.class, LoadRefused.class, PublishRefused.class, RefreshRefused.class,
            LeaseLost.class, Unavailable.class, Put.class, Evicted.class);

    private final Scheduler scheduler;

    YieldingListener(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        Call call = call(key);
        if (call != null) {
            call.freshness = freshness;
        }
        tell("serves", key, freshness);
    }

    @Override
    public void miss(CacheKey key) {
        tell("misses", key);
    }

    @Override
    public void onEvent(CacheEvent event) {
        Call call = (event instanceof Followed followed) ? call(followed.key()) : null;
        if (call != null) {
            call.follows++;
        }
        if (event instanceof Unavailable && call != null) {
            call.isAnswered = false; // also if nothing was sent
        }
        if (BOUNDARIES.contains(event.getClass())) {
            tell("reports", event);
        }
    }

    private @Nullable Call call(CacheKey key) {
        Task running = this.scheduler.running();
        return (running != null) ? running.strand.call(key) : null;
    }

    private void tell(String what, Object... details) {
        Task running = this.scheduler.running();
        this.scheduler.trace.add(this.scheduler.now(), (running != null) ? running.name : "-", what, details);
        this.scheduler.yieldPoint();
    }

}
