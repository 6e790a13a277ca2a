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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

import io.github.stampedesafe.event.CacheEvent;
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

    CacheListeners(Supplier<List<CacheListener>> listeners) {
        this.listeners = SingletonSupplier.of(listeners);
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        tell(CacheListener::hit, key, freshness);
    }

    @Override
    public void miss(CacheKey key) {
        tell((listener, same, nothing) -> listener.miss(same), key, null);
    }

    @Override
    public void onEvent(CacheEvent event) {
        tell((listener, same, nothing) -> listener.onEvent(same), event, null);
    }

    /** Allocates nothing, because every hit comes here: no iterator, no captured key. */
    private <T, U extends @Nullable Object> void tell(News<T, U> news, T subject, U detail) {
        List<CacheListener> all = this.listeners.get();
        for (int i = 0; i < all.size(); i++) {
            try {
                news.tell(all.get(i), subject, detail);
            }
            catch (RuntimeException ex) {
                complain(all.get(i), ex);
            }
        }
    }

    private static void complain(CacheListener listener, RuntimeException failure) {
        logger.warn("%s threw an exception, which a CacheListener must not".formatted(listener.getClass().getName()),
                failure);
    }

    /** A method of the listener. */
    private interface News<T, U extends @Nullable Object> {

        void tell(CacheListener listener, T subject, U detail);

    }

}
