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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;

/** Makes a boundary of every moment at which the engine tells what it does. */
final class YieldingListener implements CacheListener {

    private final Scheduler scheduler;

    YieldingListener(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        Call call = call();
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
    public void followed(CacheKey key, Duration waited) {
        Call call = call();
        if (call != null) {
            call.follows++;
        }
        tell("followed", key, waited);
    }

    @Override
    public void loaded(CacheKey key, LoadCause cause, Duration cost) {
        tell("loaded", key, cause, cost);
    }

    @Override
    public void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
        tell("failed to load", key, cause);
    }

    @Override
    public void loadWaited(CacheKey key, Duration waited) {
        tell("waited for its turn", key, waited);
    }

    @Override
    public void loadRefused(CacheKey key) {
        tell("was not let in", key);
    }

    @Override
    public void publishRefused(CacheKey key) {
        tell("was refused", key);
    }

    @Override
    public void refreshRefused(CacheKey key) {
        tell("cannot renew", key);
    }

    @Override
    public void leaseLost(CacheKey key) {
        tell("lost the lease of", key);
    }

    @Override
    public void unavailable(CacheKey key, CacheUnavailableException failure) {
        tell("misses the store for", key);
    }

    @Override
    public void put(CacheKey key) {
        tell("has put", key);
    }

    @Override
    public void evicted(CacheKey key) {
        tell("has evicted", key);
    }

    private @Nullable Call call() {
        Task running = this.scheduler.running();
        return (running != null) ? running.strand.call : null;
    }

    private void tell(String what, Object... details) {
        Task running = this.scheduler.running();
        this.scheduler.trace.add(this.scheduler.now(), (running != null) ? running.name : "-", what, details);
        this.scheduler.yieldPoint();
    }

}
