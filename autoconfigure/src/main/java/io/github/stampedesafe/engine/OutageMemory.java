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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * What this instance loaded while the store was out of reach, for a short time. Only a
 * caller whose own look was not answered may ask it.
 * <p>
 * A load takes a {@link Place} before it begins, and what it brings is remembered only if
 * the place is still there afterwards: whoever changes the key, clears the cache or gets
 * an answer of the store about the key takes it away, so that nothing is remembered that
 * is older than that.
 */
final class OutageMemory {

    /** Bounds the memory that an outage costs. */
    static final int MANY = 10_000;

    /** How many unanswered questions in a row are more than bad luck. */
    static final int UNANSWERED_IN_A_ROW = 3;

    private final Duration life;

    private final LongSupplier nanoTime;

    private final ConcurrentMap<CacheKey, Place> places = new ConcurrentHashMap<>();

    private volatile int unanswered;

    /**
     * Creates an empty memory.
     * @param life how long a value is remembered; zero for not at all
     */
    OutageMemory(Duration life, LongSupplier nanoTime) {
        this.life = life;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns what is remembered for a request: an object of its own, where that is
     * possible; {@code null} if there is nothing that it can read.
     */
    @Nullable Value recall(Request request) {
        Place place = this.places.get(request.key());
        Remembered remembered = (place != null) ? place.remembered : null;
        if (remembered == null || remembered.until() - this.nanoTime.getAsLong() <= 0) {
            return null;
        }
        Payload payload = remembered.payload();
        if (payload == null) {
            return request.codec().equals(remembered.codec()) ? new Value(remembered.value()) : null;
        }
        try {
            return new Value(ShapeRule.read(request, payload));
        }
        catch (PayloadException ex) {
            return null; // written for another type, or loaded again and reported then
        }
    }

    /**
     * Takes a place for a load that begins. {@code null} if nothing is to be remembered.
     */
    @Nullable Place begin(CacheKey key) {
        if (this.life.isZero() || this.places.size() >= MANY) {
            return null;
        }
        Place place = new Place();
        this.places.put(key, place);
        return place;
    }

    /**
     * Remembers what a load brought, if nothing happened to the key since it began.
     * @param payload the value as bytes; {@code null} if it has none, then the object is
     * shared by those who use the same codec
     */
    void remember(Request request, Place place, @Nullable Payload payload, @Nullable Object value) {
        long until = this.nanoTime.getAsLong() + this.life.toNanos();
        // Seen only by those who still find the place.
        place.remembered = new Remembered(payload, (payload != null) ? null : value, request.codec(), until);
    }

    /** Gives up a place whose load brought nothing to remember. */
    void leave(CacheKey key, Place place) {
        this.places.remove(key, place);
    }

    /** Notes that the store did not answer a question about a key. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // about as many will do
    void unanswered() {
        this.unanswered++;
    }

    /**
     * Notes that the store answered a question about a key. The first answer after an
     * outage ends all that was remembered: from the moment the store was back, other
     * instances may have changed any key, and the signals may be lost.
     */
    void answered(CacheKey key) {
        if (this.unanswered >= UNANSWERED_IN_A_ROW) {
            forgetAll();
        }
        else {
            forget(key);
        }
        if (this.unanswered != 0) {
            this.unanswered = 0;
        }
    }

    /** Notes that there was a signal: without an answer it is the first sign of life. */
    void signalled() {
        if (this.unanswered != 0) {
            forgetAll();
        }
    }

    /** Forgets everything, because signals of any change may have been missed. */
    void forgetAll() {
        if (!this.places.isEmpty()) {
            this.places.clear();
        }
    }

    /** Forgets a key that was changed. */
    void forget(CacheKey key) {
        if (!this.places.isEmpty()) {
            this.places.remove(key);
        }
    }

    /** Forgets the keys of a cache that was cleared. */
    void forgetAll(String cache) {
        this.places.keySet().removeIf((key) -> key.cache().equals(cache));
    }

    /** Forgets what is too old. To be called now and then. */
    void sweep() {
        long now = this.nanoTime.getAsLong();
        this.places.values().removeIf((place) -> {
            Remembered remembered = place.remembered;
            return remembered != null && remembered.until() - now <= 0;
        });
    }

    /** Returns how many keys are remembered, or being loaded to be. */
    int count() {
        return this.places.size();
    }

    /** Where one load puts what it brings. */
    static final class Place {

        private volatile @Nullable Remembered remembered;

    }

    private record Remembered(@Nullable Payload payload, @Nullable Object value, PayloadCodec codec, long until) {
    }

}
