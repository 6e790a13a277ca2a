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

package io.github.stampedesafe.springcache;

import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.NullValue;
import org.springframework.cache.support.SimpleValueWrapper;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.engine.StartedLoad;
import io.github.stampedesafe.engine.Value;
import io.github.stampedesafe.interceptor.SpringKeys;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * A cache as code asks for it by hand. {@link #put}, {@link #evict} and {@link #clear}
 * wait for the commit of a transaction. The other changes are made at once.
 */
final class SpringCache implements Cache {

    private final String name;

    private final EffectivePolicy effective;

    private final CacheParts parts;

    private final KnownTypes types;

    private final PayloadCodec untyped;

    SpringCache(String name, EffectivePolicy effective, CacheParts parts) {
        this.name = name;
        this.effective = effective;
        this.parts = parts;
        this.types = new KnownTypes(name, parts.codecs());
        this.untyped = new UntypedCodec(this.types);
    }

    @Override
    public String getName() {
        return this.name;
    }

    /** Returns the engine, which is one for all caches. */
    @Override
    public Object getNativeCache() {
        return this.parts.engine();
    }

    CacheParts parts() {
        return this.parts;
    }

    EffectivePolicy effective() {
        return this.effective;
    }

    KnownTypes types() {
        return this.types;
    }

    PayloadCodec untyped() {
        return this.untyped;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return find(key, this.untyped);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        ValueWrapper found = find(key, (type != null) ? codec(type) : this.untyped);
        Object value = (found != null) ? found.get() : null;
        if (value != null && type != null && !type.isInstance(value)) {
            throw new IllegalStateException("The value of key '%s' of cache '%s' is a '%s', not a '%s'"
                .formatted(key(key).text(), this.name, value.getClass().getName(), type.getName()));
        }
        return (T) value;
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        return get(key, this.untyped, valueLoader);
    }

    @SuppressWarnings("unchecked")
    <T> @Nullable T get(Object key, PayloadCodec codec, Callable<T> valueLoader) {
        CacheKey cacheKey = key(key);
        try {
            return (T) this.parts.engine().get(cacheKey, policy(), codec, () -> meant(valueLoader.call()));
        }
        catch (CacheUnavailableException ex) {
            throw ex;
        }
        catch (Throwable ex) {
            throw new ValueRetrievalException(key, valueLoader, ex);
        }
    }

    @Override
    public CompletableFuture<@Nullable ValueWrapper> retrieve(Object key) {
        return retrieve(key, this.untyped);
    }

    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        return retrieve(key, this.untyped, valueLoader);
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        put(key, this.untyped, value);
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        return wrapped(this.parts.engine().putIfAbsent(key(key), policy(), this.untyped, meant(value)));
    }

    @Override
    public void evict(Object key) {
        this.parts.changes().schedule(this.parts.engine().evict(key(key)));
    }

    /**
     * Removes a value at once, and again after the commit of a transaction. Two commands:
     * the first one finds out whether there is a value.
     */
    @Override
    public boolean evictIfPresent(Object key) {
        boolean isPresent = get(key) != null;
        evictNow(key);
        return isPresent;
    }

    @Override
    public void clear() {
        this.parts.changes().schedule(this.parts.engine().clear(this.name));
    }

    /**
     * Removes all values at once, and again after the commit of a transaction. It takes
     * the same time however many there are, and so cannot tell whether there were any.
     */
    @Override
    public boolean invalidate() {
        this.parts.changes().scheduleAndApply(this.parts.engine().clear(this.name));
        return false;
    }

    @Nullable ValueWrapper find(Object key, PayloadCodec codec) {
        return wrapped(this.parts.engine().find(key(key), policy(), codec));
    }

    CompletableFuture<@Nullable ValueWrapper> retrieve(Object key, PayloadCodec codec) {
        return this.parts.engine()
            .findAsync(key(key), policy(), codec)
            .<@Nullable ValueWrapper>thenApply(SpringCache::wrapped)
            .toCompletableFuture();
    }

    @SuppressWarnings("unchecked")
    <T> CompletableFuture<T> retrieve(Object key, PayloadCodec codec, Supplier<CompletableFuture<T>> valueLoader) {
        return (CompletableFuture<T>) this.parts.engine()
            .getAsync(key(key), policy(), codec, new StartedLoad(valueLoader, SpringCache::meant))
            .toCompletableFuture();
    }

    void put(Object key, PayloadCodec codec, @Nullable Object value) {
        this.parts.changes().schedule(this.parts.engine().put(key(key), policy(), codec, meant(value), null));
    }

    void evictNow(Object key) {
        this.parts.changes().scheduleAndApply(this.parts.engine().evict(key(key)));
    }

    Policy policy() {
        return this.effective.policy();
    }

    /**
     * Returns the key of what Spring has for a key.
     * @throws UnsupportedKeyException if its type can be no key
     */
    CacheKey key(Object key) {
        try {
            return new CacheKey(this.name, SpringKeys.text(key));
        }
        catch (UnsupportedKeyException ex) {
            throw new UnsupportedKeyException(
                    "There is no such key in cache '%s': %s".formatted(this.name, ex.getMessage()), ex.getCause());
        }
    }

    /** Reads values of a class, and of any other known type to tell them apart. */
    private PayloadCodec codec(Type type) {
        PayloadCodec codec = this.types.tryCodec(type);
        return (codec != null) ? new TypedCodec(codec, this.types) : this.untyped;
    }

    /** Returns {@code null} for what stands for it in caches that cannot store it. */
    private static @Nullable Object meant(@Nullable Object value) {
        return (value instanceof NullValue) ? null : value;
    }

    private static @Nullable ValueWrapper wrapped(@Nullable Value value) {
        return (value != null) ? new SimpleValueWrapper(value.value()) : null;
    }

    /**
     * The codec of a call that names a class.
     *
     * @param codec of the class
     * @param types the types that are known
     */
    private record TypedCodec(PayloadCodec codec, KnownTypes types) implements PayloadCodec {

        @Override
        public byte[] write(Object value) {
            return this.codec.write(value);
        }

        @Override
        public Object read(byte[] bytes) {
            return this.codec.read(bytes);
        }

        @Override
        public @Nullable PayloadCodec reading(long shape) {
            return (shape == shape()) ? this.codec : this.types.reader(shape);
        }

        @Override
        public long shape() {
            return this.codec.shape();
        }

        @Override
        public String describe(long shape) {
            return this.codec.describe(shape);
        }

    }

}
