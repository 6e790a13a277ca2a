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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;

import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.interceptor.ProtectedMethod;
import io.github.stampedesafe.store.PayloadCodec;

/** A method with annotations of Spring's, and the codecs of what it returns. */
final class CachedMethod {

    private static final Logger logger = LoggerFactory.getLogger(CachedMethod.class);

    private final ProtectedMethod method;

    private final ConcurrentMap<SpringCache, PayloadCodec> codecs = new ConcurrentHashMap<>();

    CachedMethod(Method method, Class<?> targetClass, BeanFactory beans) {
        this.method = ProtectedMethod.of(method, targetClass, beans);
    }

    ProtectedMethod method() {
        return this.method;
    }

    /**
     * Returns the codec of what the method returns. A value of a type that cannot be
     * stored, such as {@code Object}, has the codec of what it shows itself.
     */
    PayloadCodec codec(SpringCache cache) {
        return this.codecs.computeIfAbsent(cache, this::create);
    }

    private PayloadCodec create(SpringCache cache) {
        PayloadCodec codec = cache.types().tryCodec(this.method.stored());
        if (codec == null) {
            logger.warn(PrintableText
                .of("'%s' is no exact type, so that values of %s in cache '%s' are stored as what each value shows. Another instance can read such a value once it has seen one of its type. Return an exact type."
                    .formatted(this.method.stored().getTypeName(), this.method.element(), cache.getName())));
        }
        return this.method.named((codec != null) ? codec : cache.untyped());
    }

}
