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

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ObjectUtils;

import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.interceptor.ProtectedMethod;
import io.github.stampedesafe.store.PayloadCodec;

/** A method with annotations of Spring's, and the codecs of what it returns. */
final class CachedMethod {

    private static final Logger logger = LoggerFactory.getLogger(CachedMethod.class);

    private final ProtectedMethod method;

    private final Class<?> returnType;

    private final @Nullable LaterResult later;

    private final Type stored;

    /** Whether an {@code Optional} comes later; one that is returned Spring unwraps. */
    private final boolean isOptionalLater;

    private final ConcurrentMap<SpringCache, PayloadCodec> codecs = new ConcurrentHashMap<>();

    CachedMethod(Method method, Class<?> targetClass, BeanFactory beans) {
        this.method = ProtectedMethod.of(method, targetClass, beans);
        this.returnType = this.method.returned();
        this.later = LaterResult.of(this.returnType);
        Type value = (this.later != null) ? this.later.type(this.method.stored()) : this.method.stored();
        ResolvableType resolved = ResolvableType.forType(value);
        this.isOptionalLater = this.later != null && resolved.toClass() == Optional.class;
        this.stored = this.isOptionalLater ? element(resolved) : value;
    }

    private static Type element(ResolvableType type) {
        ResolvableType element = type.getGeneric();
        return element.equals(ResolvableType.NONE) ? Object.class : element.getType();
    }

    ProtectedMethod method() {
        return this.method;
    }

    Class<?> returnType() {
        return this.returnType;
    }

    /** Returns how the value comes later, {@code null} if the method returns it. */
    @Nullable LaterResult later() {
        return this.later;
    }

    /**
     * Returns the load that calls the method.
     * @param context what the caller gave with its question, {@code null} for nothing
     */
    Load load(ProxyMethodInvocation invocation, @Nullable Object context) {
        Load call = this.method.call(invocation);
        return (this.later != null) ? new LaterLoad(this, call, context) : call;
    }

    /**
     * Returns the value of something that the method returned before its value was there.
     */
    CompletionStage<@Nullable Object> value(Object returned, @Nullable Object context) {
        if (this.later == null) {
            throw new IllegalStateException(this.method.element() + " returns its value");
        }
        CompletionStage<@Nullable Object> value = this.later.value(returned, context);
        return this.isOptionalLater ? value.thenApply(ObjectUtils::unwrapOptional) : value;
    }

    /** Returns what is stored of a value. */
    @Nullable Object stored(@Nullable Object value) {
        return this.isOptionalLater ? ObjectUtils.unwrapOptional(value) : value;
    }

    /** Returns what a caller gets for something that is stored. */
    @Nullable Object returned(@Nullable Object stored) {
        return this.isOptionalLater ? Optional.ofNullable(stored) : this.method.returned(stored);
    }

    /**
     * Returns the codec of what the method returns. A value of a type that cannot be
     * stored, such as {@code Object}, has the codec of what it shows itself.
     */
    PayloadCodec codec(SpringCache cache) {
        return this.codecs.computeIfAbsent(cache, this::create);
    }

    private PayloadCodec create(SpringCache cache) {
        PayloadCodec codec = cache.types().tryCodec(this.stored);
        if (codec == null) {
            logger.warn(PrintableText
                .of("'%s' is no exact type, so that values of %s in cache '%s' are stored as what each value shows. Another instance can read such a value once it has seen one of its type. Return an exact type."
                    .formatted(this.stored.getTypeName(), this.method.element(), cache.getName())));
        }
        return this.method.named((codec != null) ? codec : cache.untyped());
    }

}
