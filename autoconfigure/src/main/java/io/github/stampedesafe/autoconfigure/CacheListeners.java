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

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheEventListener;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.key.CacheKey;

/**
 * Tells all listeners. One that throws, against its contract, harms neither the caller
 * nor the others. The listeners are looked up when there is first something to tell, so
 * that they may depend on anything.
 */
final class CacheListeners implements CacheListener {

    private static final Logger logger = LoggerFactory.getLogger(CacheListeners.class);

    private final Supplier<List<CacheListener>> listeners;

    private volatile CacheListener @Nullable [] callListeners;

    CacheListeners(Supplier<List<CacheListener>> listeners) {
        this.listeners = SingletonSupplier.of(listeners);
    }

    /**
     * Written out, without {@link #tell}: an object for each hit, and a call through it,
     * would be a good part of what a hit of a near copy costs.
     */
    @Override
    public void hit(CacheKey key, Freshness freshness) {
        for (CacheListener listener : callListeners()) {
            try {
                listener.hit(key, freshness);
            }
            catch (RuntimeException ex) {
                complain(listener, ex);
            }
        }
    }

    @Override
    public void miss(CacheKey key) {
        tell(List.of(callListeners()), (listener) -> listener.miss(key));
    }

    @Override
    public void onEvent(CacheEvent event) {
        tell(this.listeners.get(), (listener) -> listener.onEvent(event));
    }

    private CacheListener[] callListeners() {
        CacheListener[] known = this.callListeners;
        if (known == null) {
            known = this.listeners.get()
                .stream()
                .filter((any) -> !(any instanceof CacheEventListener))
                .toArray(CacheListener[]::new);
            this.callListeners = known;
        }
        return known;
    }

    private static void tell(List<CacheListener> all, Consumer<CacheListener> news) {
        for (CacheListener listener : all) {
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
