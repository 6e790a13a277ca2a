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
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ValueEvent.Oversized;
import io.github.stampedesafe.event.ValueEvent.Unwritable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.ReadOnce;

/** Makes a new entry of a value: its payload, and its times with jitter. */
final class EntryFactory {

    private final RandomGenerator random;

    private final CacheListener listener;

    private final ReadBack readBack;

    EntryFactory(RandomGenerator random, CacheListener listener) {
        this.random = random;
        this.listener = listener;
        this.readBack = new ReadBack(listener);
    }

    /**
     * Returns what to store; {@code null} if the value is not stored, because the policy
     * does not keep {@code null}, or because it cannot be written, is too large or does
     * not come back as it is, which the listener hears.
     * @param loaded the value
     */
    @Nullable NewEntry create(CacheKey key, Policy policy, PayloadCodec codec, Loader.Loaded loaded) {
        Object value = loaded.value();
        Duration cost = loaded.cost();
        if (value == null) {
            Duration fresh = shortened(policy.nullTtl(), policy.jitter());
            return policy.nullTtl().isZero() ? null
                    : new NewEntry(Payload.ofNull(), fresh, fresh, cost, loaded.version());
        }
        Payload payload = payload(key, policy, codec, value);
        if (payload == null) {
            return null;
        }
        Duration fresh = shortened(policy.ttl(), policy.jitter());
        Duration kept = fresh.plus(policy.staleWindow());
        return new NewEntry(payload, fresh, kept, cost, loaded.version());
    }

    private @Nullable Payload payload(CacheKey key, Policy policy, PayloadCodec codec, Object value) {
        PayloadCodec writer = codec.writing(value);
        byte[] bytes = write(key, writer, value);
        if (bytes == null) {
            return null;
        }
        Payload plain = Payload.of(bytes, writer.shape());
        long threshold = policy.compressAbove().bytes();
        Payload payload = (threshold > 0 && bytes.length > threshold) ? plain.compressed() : plain;
        ByteSize size = new ByteSize(payload.bytes().length);
        if (size.compareTo(policy.maxEntrySize()) > 0) {
            this.listener.onEvent(new Oversized(key, size, policy.maxEntrySize()));
            return null;
        }
        return this.readBack.allows(key, policy, writer, value, bytes) ? payload : null;
    }

    private byte @Nullable [] write(CacheKey key, PayloadCodec codec, Object value) {
        try {
            if (ReadOnce.isReadOnce(value.getClass())) {
                throw new PayloadException("a '%s' can be read only once. Return a collection or an array."
                    .formatted(value.getClass().getName()), null);
            }
            return codec.write(value);
        }
        catch (PayloadException ex) {
            this.listener.onEvent(new Unwritable(key, ex));
            return null;
        }
        catch (RuntimeException | StackOverflowError | LinkageError ex) {
            PayloadException failure = new PayloadException(
                    "A value of key '%s' of cache '%s' cannot be written".formatted(key.text(), key.cache()), ex);
            this.listener.onEvent(new Unwritable(key, failure));
            return null;
        }
    }

    private Duration shortened(Duration ttl, double jitter) {
        long millis = ttl.toMillis();
        return Duration.ofMillis(Math.max(1, millis - (long) (millis * jitter * this.random.nextDouble())));
    }

}
