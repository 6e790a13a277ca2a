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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheOperationInvoker;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.interceptor.ProtectedMethod;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Stages;

/**
 * One invocation of a method with annotations of Spring's. Spring looks into the caches,
 * finds nothing, and calls this invoker. The invoker makes one flight of what Spring
 * would do in three steps: it asks our caches, the outermost first, each of which loads
 * from the next and the last from the method. What the engine has stored Spring does not
 * put once more, because a put goes around the fence.
 * <p>
 * Created and used on one thread, except for the flight of a method that Spring calls
 * later.
 */
final class SpringInvocation implements CacheOperationInvoker {

    private final ProxyMethodInvocation invocation;

    private final CachedMethod method;

    private final List<SpringOperation> operations = new ArrayList<>(2);

    private @Nullable Boolean flight;

    private boolean hasFlown;

    SpringInvocation(ProxyMethodInvocation invocation, CachedMethod method) {
        this.invocation = invocation;
        this.method = method;
    }

    CachedMethod method() {
        return this.method;
    }

    void add(SpringOperation operation) {
        this.operations.add(operation);
    }

    /** Whether arguments are those of the invocation, and not a copy for a time later. */
    @SuppressWarnings("ReferenceEquality") // a copy is equal
    boolean isOf(@Nullable Object[] arguments) {
        return arguments == this.invocation.getArguments();
    }

    /**
     * Whether our caches are asked when the method would be called. A put beside the
     * look-up calls the method whatever is stored, so that there is nothing to share.
     */
    boolean isFlight() {
        if (this.flight == null) {
            this.flight = this.operations.stream().noneMatch(SpringOperation::isPut);
        }
        return this.flight;
    }

    /**
     * Whether an operation is the only one of its method, and of one cache that this
     * library manages. Then a flight does what {@code sync = true} asks for.
     */
    boolean isOnly(SpringOperation operation) {
        return this.operations.size() == 1 && this.operations.get(0).equals(operation) && operation.caches().size() == 1
                && operation.caches().get(0) instanceof MethodCache;
    }

    /** Whether the engine has stored what is to be stored in our caches. */
    boolean hasFlown() {
        return this.hasFlown;
    }

    /** Calls the method, once for each call of this invoker. */
    @Override
    public @Nullable Object invoke() {
        try {
            return this.invocation.invocableClone().proceed();
        }
        catch (Throwable ex) {
            throw new ThrowableWrapper(ex);
        }
    }

    /** Brings the value, by a flight if a cache of ours is asked for it. */
    @Nullable Object fly(CacheErrorHandler errors) {
        List<MethodCache> caches = isFlight() ? asked(errors) : List.of();
        if (caches.isEmpty()) {
            return invoke();
        }
        this.hasFlown = true;
        ProtectedMethod called = this.method.method();
        if (called.isLater()) {
            return called.answer(this.invocation, (load) -> flyLater(caches, errors, load));
        }
        try {
            return called.returned(through(caches, called.call(this.invocation)).load());
        }
        catch (CacheUnavailableException ex) {
            handle(ex, caches.get(0), errors);
            return invoke();
        }
        catch (Throwable ex) {
            throw new ThrowableWrapper(ex);
        }
    }

    private CompletionStage<@Nullable Object> flyLater(List<MethodCache> caches, CacheErrorHandler errors, Load call) {
        return through(caches, call).start().exceptionallyCompose((failure) -> {
            if (!(Stages.cause(failure) instanceof CacheUnavailableException ex)) {
                return CompletableFuture.failedFuture(failure);
            }
            handle(ex, caches.get(0), errors);
            return call.start();
        }).thenApply(this.method.method()::returned);
    }

    private static void handle(CacheUnavailableException failure, MethodCache cache, CacheErrorHandler errors) {
        errors.handleCacheGetError(failure, cache, cache.operation().key());
    }

    /**
     * Returns a load that asks the caches, the outermost first, and then calls the
     * method.
     */
    private Load through(List<MethodCache> caches, Load call) {
        Load load = call;
        for (int i = caches.size() - 1; i >= 0; i--) {
            load = caches.get(i).through(this.invocation, load);
        }
        return load;
    }

    /**
     * Returns our caches that are asked, the outermost first. An entry that two
     * operations name is asked for once.
     */
    private List<MethodCache> asked(CacheErrorHandler errors) {
        List<MethodCache> asked = new ArrayList<>();
        Set<CacheKey> keys = new HashSet<>();
        for (SpringOperation operation : this.operations) {
            if (operation.isCacheable() && operation.appliesTo()) {
                for (Cache cache : operation.caches()) {
                    if (cache instanceof MethodCache ours && isNew(ours, keys, errors)) {
                        asked.add(ours);
                    }
                }
            }
        }
        return asked;
    }

    private static boolean isNew(MethodCache cache, Set<CacheKey> keys, CacheErrorHandler errors) {
        try {
            return keys.add(cache.key());
        }
        catch (UnsupportedKeyException ex) {
            errors.handleCacheGetError(ex, cache, cache.operation().key());
            return false;
        }
    }

}
