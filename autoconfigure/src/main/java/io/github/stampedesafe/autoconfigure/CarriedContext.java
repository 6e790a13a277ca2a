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

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What a background load has of the thread that asked for it: the locale, and with
 * Micrometer's context propagation on the class path whatever a
 * {@code ThreadLocalAccessor} is registered for. Never the request, which is over when
 * the load runs, and may already be another's. The thread of the load is left as it was.
 */
final class CarriedContext {

    private CarriedContext() {
    }

    /**
     * Returns what gives tasks the context of the thread that makes them.
     * @param classLoader tells which libraries are there
     */
    static UnaryOperator<Runnable> create(@Nullable ClassLoader classLoader) {
        UnaryOperator<Runnable> inner = CarriedContext::withLocale;
        // Inside of what is propagated, in case that brings a request.
        if (ClassUtils.isPresent("org.springframework.web.context.request.RequestContextHolder", classLoader)) {
            inner = outer(Request::without, inner);
        }
        if (ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory", classLoader)) {
            inner = outer(PropagatedContext.create(), inner);
        }
        return inner;
    }

    private static UnaryOperator<Runnable> outer(UnaryOperator<Runnable> outer, UnaryOperator<Runnable> inner) {
        return (task) -> outer.apply(inner.apply(task));
    }

    private static Runnable withLocale(Runnable task) {
        LocaleContext carried = resolved(LocaleContextHolder.getLocaleContext());
        return () -> {
            LocaleContext before = LocaleContextHolder.getLocaleContext();
            LocaleContextHolder.setLocaleContext(carried);
            try {
                task.run();
            }
            finally {
                LocaleContextHolder.setLocaleContext(before);
            }
        };
    }

    /** Spring MVC's own context asks the request each time, which is soon another's. */
    private static @Nullable LocaleContext resolved(@Nullable LocaleContext context) {
        if (context instanceof TimeZoneAwareLocaleContext zoned) {
            return new SimpleTimeZoneAwareLocaleContext(zoned.getLocale(), zoned.getTimeZone());
        }
        return (context != null) ? new SimpleLocaleContext(context.getLocale()) : null;
    }

    /** Loaded only if there are requests. */
    private static final class Request {

        private static Runnable without(Runnable task) {
            return () -> {
                RequestAttributes before = RequestContextHolder.getRequestAttributes();
                RequestContextHolder.resetRequestAttributes();
                try {
                    task.run();
                }
                finally {
                    RequestContextHolder.setRequestAttributes(before);
                }
            };
        }

    }

}
