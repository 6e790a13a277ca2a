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

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

/**
 * The types of the values of one cache that this instance knows, and their codecs.
 * Thread-safe.
 * <p>
 * Spring's {@code Cache} names no type when it is asked for a key. The entry in the store
 * has the fingerprint of the shape of its type, and no name of a class. So a value can be
 * read if a type of its shape is known here: what methods of the cache return, what was
 * put or asked for by hand, and common types of the JDK. No data can make this instance
 * create objects of any other class.
 */
final class KnownTypes {

    private static final List<Class<?>> COMMON = List.of(String.class, Boolean.class, Byte.class, Short.class,
            Integer.class, Long.class, Float.class, Double.class, Character.class, BigDecimal.class, BigInteger.class,
            UUID.class, Instant.class, Duration.class, LocalDate.class, LocalTime.class, LocalDateTime.class,
            OffsetDateTime.class, ZonedDateTime.class, byte[].class);

    private static final List<Class<?>> COMMON_ELEMENTS = List.of(String.class, Integer.class, Long.class);

    private final String cache;

    private final PayloadCodecs codecs;

    private final ConcurrentMap<Type, PayloadCodec> byType = new ConcurrentHashMap<>();

    private final Map<Long, Set<PayloadCodec>> byShape = new ConcurrentHashMap<>();

    /** The types that methods return, and that were put or asked for by hand. */
    private final Set<Type> named = ConcurrentHashMap.newKeySet();

    private volatile boolean knowsCommonTypes;

    KnownTypes(String cache, PayloadCodecs codecs) {
        this.cache = cache;
        this.codecs = codecs;
    }

    /**
     * Returns the codec of a type, which is known from now on.
     * @throws PayloadException if values of the type cannot be stored
     */
    PayloadCodec codec(Type type) {
        PayloadCodec codec = this.byType.computeIfAbsent(type, this::learn);
        this.named.add(type);
        return codec;
    }

    private PayloadCodec learn(Type type) {
        PayloadCodec codec = this.codecs.codec(this.cache, type);
        this.byShape.computeIfAbsent(codec.shape(), (shape) -> ConcurrentHashMap.newKeySet()).add(codec);
        return codec;
    }

    /** Returns the codec of a type, {@code null} if its values cannot be stored. */
    @Nullable PayloadCodec tryCodec(Type type) {
        try {
            return codec(type);
        }
        catch (PayloadException ex) {
            return null;
        }
    }

    /**
     * Returns the codec that writes a value whose type nobody names: that of a known
     * interface or abstract class, if values come back equal from only one of them, or
     * else that of what the value shows; {@code null} if that cannot be stored.
     */
    @Nullable PayloadCodec writer(Object value) {
        Type shown = ValueTypes.of(value);
        if (shown == null || !this.named.contains(shown)) {
            List<PayloadCodec> declared = this.named.stream()
                .filter((type) -> isDeclaredFor(type, value))
                .map(this::codec)
                .filter((codec) -> isFaithful(codec, value))
                .toList();
            if (declared.size() == 1) {
                return declared.get(0);
            }
        }
        return (shown != null) ? tryCodec(shown) : null;
    }

    private static boolean isDeclaredFor(Type type, Object value) {
        Class<?> raw = ResolvableType.forType(type).toClass();
        return raw.isInstance(value) && (raw.isInterface() || Modifier.isAbstract(raw.getModifiers()));
    }

    private static boolean isFaithful(PayloadCodec codec, Object value) {
        try {
            return codec.read(codec.write(value)).equals(value);
        }
        catch (RuntimeException | StackOverflowError | LinkageError ex) {
            return false;
        }
    }

    /**
     * Returns the codec that reads a shape, {@code null} if no known type, or more than
     * one, has it.
     */
    @Nullable PayloadCodec reader(long shape) {
        Set<PayloadCodec> known = this.byShape.get(shape);
        if (known == null && !this.knowsCommonTypes) {
            learnCommonTypes();
            known = this.byShape.get(shape);
        }
        return (known != null && known.size() == 1) ? known.iterator().next() : null;
    }

    private void learnCommonTypes() {
        Set<Type> common = new LinkedHashSet<>(COMMON);
        for (Class<?> element : COMMON_ELEMENTS) {
            common.add(ResolvableType.forClassWithGenerics(List.class, element).getType());
            common.add(ResolvableType.forClassWithGenerics(Set.class, element).getType());
            common.add(ResolvableType.forClassWithGenerics(Map.class, String.class, element).getType());
        }
        for (Type type : common) {
            try {
                this.byType.computeIfAbsent(type, this::learn);
            }
            catch (PayloadException ex) {
                // A serializer of the application need not write all of them.
            }
        }
        this.knowsCommonTypes = true;
    }

    /** Returns what to call the type of a shape in a message. */
    String describe(long shape) {
        return codec(String.class).describe(shape);
    }

}
