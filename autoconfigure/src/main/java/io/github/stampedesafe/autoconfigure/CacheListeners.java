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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.OutageSummary;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.event.UndeliverableChanges;
import io.github.stampedesafe.event.UnfaithfulValue;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/**
 * Tells all listeners. One that throws, against its contract, harms neither the caller
 * nor the others. The listeners are looked up when there is first something to tell, so
 * that they may depend on anything.
 */
final class CacheListeners implements CacheListener {

    private static final Logger logger = LoggerFactory.getLogger(CacheListeners.class);

    private final Supplier<List<CacheListener>> listeners;

    CacheListeners(Supplier<List<CacheListener>> listeners) {
        this.listeners = SingletonSupplier.of(listeners);
    }

    /** Unlike other news, this comes with each hit: nothing is allocated for it. */
    @Override
    public void hit(CacheKey key, Freshness freshness) {
        List<CacheListener> all = this.listeners.get();
        for (int i = 0; i < all.size(); i++) {
            try {
                all.get(i).hit(key, freshness);
            }
            catch (RuntimeException ex) {
                complain(all.get(i), ex);
            }
        }
    }

    @Override
    public void miss(CacheKey key) {
        tell((listener) -> listener.miss(key));
    }

    @Override
    public void followed(CacheKey key, Duration waited) {
        tell((listener) -> listener.followed(key, waited));
    }

    @Override
    public void loaded(CacheKey key, LoadCause cause, Duration cost) {
        tell((listener) -> listener.loaded(key, cause, cost));
    }

    @Override
    public void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
        tell((listener) -> listener.loadFailed(key, cause, failure, cost));
    }

    @Override
    public void filled(CacheKey key) {
        tell((listener) -> listener.filled(key));
    }

    @Override
    public void loadWaited(CacheKey key, Duration waited) {
        tell((listener) -> listener.loadWaited(key, waited));
    }

    @Override
    public void leaseWaited(CacheKey key, Duration waited) {
        tell((listener) -> listener.leaseWaited(key, waited));
    }

    @Override
    public void recomputed(CacheKey key, RecomputeOutcome.Result result, Duration lag) {
        tell((listener) -> listener.recomputed(key, result, lag));
    }

    @Override
    public void argumentsFailed(String method, Throwable failure) {
        tell((listener) -> listener.argumentsFailed(method, failure));
    }

    @Override
    public void argumentsOverdue(String method, Duration lasting) {
        tell((listener) -> listener.argumentsOverdue(method, lasting));
    }

    @Override
    public void loadRefused(CacheKey key) {
        tell((listener) -> listener.loadRefused(key));
    }

    @Override
    public void loadOverdue(CacheKey key, Duration deadline) {
        tell((listener) -> listener.loadOverdue(key, deadline));
    }

    @Override
    public void publishRefused(CacheKey key) {
        tell((listener) -> listener.publishRefused(key));
    }

    @Override
    public void unwritable(CacheKey key, RuntimeException failure) {
        tell((listener) -> listener.unwritable(key, failure));
    }

    @Override
    public void oversized(CacheKey key, ByteSize size, ByteSize limit) {
        tell((listener) -> listener.oversized(key, size, limit));
    }

    @Override
    public void unfaithful(CacheKey key, UnfaithfulValue value) {
        tell((listener) -> listener.unfaithful(key, value));
    }

    @Override
    public void unreadable(CacheKey key, RuntimeException failure) {
        tell((listener) -> listener.unreadable(key, failure));
    }

    @Override
    public void foreign(CacheKey key, String found, String expected) {
        tell((listener) -> listener.foreign(key, found, expected));
    }

    @Override
    public void refreshRefused(CacheKey key) {
        tell((listener) -> listener.refreshRefused(key));
    }

    @Override
    public void refreshNeedsCaller(CacheKey key, LoadNeedsCallerException reason) {
        tell((listener) -> listener.refreshNeedsCaller(key, reason));
    }

    @Override
    public void leaseLost(CacheKey key) {
        tell((listener) -> listener.leaseLost(key));
    }

    @Override
    public void unavailable(CacheKey key, CacheUnavailableException failure) {
        tell((listener) -> listener.unavailable(key, failure));
    }

    @Override
    public void outdated(CacheKey key) {
        tell((listener) -> listener.outdated(key));
    }

    @Override
    public void failureRemembered(CacheKey key) {
        tell((listener) -> listener.failureRemembered(key));
    }

    @Override
    public void expired(String cache) {
        tell((listener) -> listener.expired(cache));
    }

    @Override
    public void put(CacheKey key) {
        tell((listener) -> listener.put(key));
    }

    @Override
    public void evicted(CacheKey key) {
        tell((listener) -> listener.evicted(key));
    }

    @Override
    public void cleared(String cache) {
        tell((listener) -> listener.cleared(cache));
    }

    @Override
    public void outageBegan(CacheUnavailableException failure) {
        tell((listener) -> listener.outageBegan(failure));
    }

    @Override
    public void outageEnded(OutageSummary summary) {
        tell((listener) -> listener.outageEnded(summary));
    }

    @Override
    public void undeliverable(UndeliverableChanges changes) {
        tell((listener) -> listener.undeliverable(changes));
    }

    private void tell(Consumer<CacheListener> news) {
        for (CacheListener listener : this.listeners.get()) {
            try {
                news.accept(listener);
            }
            catch (RuntimeException ex) {
                complain(listener, ex);
            }
        }
    }

    private static void complain(CacheListener listener, RuntimeException failure) {
        logger.warn("%s threw an exception, which a CacheListener must not".formatted(listener.getClass().getName()),
                failure);
    }

}
