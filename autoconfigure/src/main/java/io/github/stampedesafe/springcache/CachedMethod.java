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
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.interceptor.ProtectedMethod;
import io.github.stampedesafe.store.PayloadCodec;

/** A method with annotations of Spring's, and the codecs of what it returns. */
final class CachedMethod {

    private static final Logger logger = LoggerFactory.getLogger(CachedMethod.class);

    private final ProtectedMethod method;

    private final Kind kind;

    private final ConcurrentMap<SpringCache, PayloadCodec> codecs = new ConcurrentHashMap<>();

    CachedMethod(Method method, Class<?> targetClass, BeanFactory beans) {
        this.method = ProtectedMethod.of(method, targetClass, beans);
        this.kind = Kind.of(method);
    }

    ProtectedMethod method() {
        return this.method;
    }

    /** Whether the method returns before its value is there. */
    boolean isAsynchronous() {
        return this.kind != Kind.VALUE;
    }

    /**
     * Returns the codec of what the method returns. A value of a type that cannot be
     * stored, such as {@code Object}, has the codec of what it shows itself.
     */
    PayloadCodec codec(SpringCache cache) {
        return this.codecs.computeIfAbsent(cache, this::create);
    }

    private PayloadCodec create(SpringCache cache) {
        Type stored = this.kind.stored(this.method.stored());
        PayloadCodec codec = cache.types().tryCodec(stored);
        if (codec == null) {
            logger.warn(PrintableText
                .of("'%s' is no exact type, so that values of %s in cache '%s' are stored as what each value shows. Another instance can read such a value once it has seen one of its type. Return an exact type."
                    .formatted(stored.getTypeName(), this.method.element(), cache.getName())));
        }
        return this.method.named((codec != null) ? codec : cache.untyped());
    }

    /** When a value is there, and how many there are. */
    private enum Kind {

        VALUE, LATER, SEVERAL_LATER;

        static Kind of(Method method) {
            ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(method.getReturnType());
            if (adapter != null && adapter.isMultiValue()) {
                return SEVERAL_LATER;
            }
            boolean isLater = adapter != null || CompletionStage.class.isAssignableFrom(method.getReturnType())
                    || KotlinDetector.isSuspendingFunction(method);
            return isLater ? LATER : VALUE;
        }

        Type stored(Type returned) {
            if (this == VALUE) {
                return returned;
            }
            ResolvableType element = ResolvableType.forType(returned).getGeneric();
            if (element.equals(ResolvableType.NONE)) {
                return Object.class;
            }
            return (this == LATER) ? element.getType()
                    : ResolvableType.forClassWithGenerics(List.class, element).getType();
        }

    }

}
