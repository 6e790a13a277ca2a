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

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationInvoker;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.MethodClassKey;
import org.springframework.util.StringUtils;

/**
 * Spring's interceptor of its cache annotations, which hands the invocations of our
 * caches to the engine. Conditions, keys, {@code unless}, resolvers, error handlers and
 * the order of operations remain Spring's. An invocation without a cache of ours takes
 * Spring's way.
 */
@SuppressWarnings("serial") // as the class above, it is not meant to be serialized
public final class StampedeSafeCacheInterceptor extends CacheInterceptor {

    /**
     * The invocation whose operations Spring is about to read, which it does on the
     * thread of the caller before anything else. Spring's methods hand it on from there.
     */
    private static final ThreadLocal<@Nullable SpringInvocation> CURRENT = new ThreadLocal<>();

    private final transient Map<MethodClassKey, CachedMethod> methods = new ConcurrentHashMap<>();

    private final transient BeanFactory beans;

    /**
     * Creates the interceptor, which has to be configured as any of Spring's.
     * @param beans tells which beans outlive a call
     */
    public StampedeSafeCacheInterceptor(BeanFactory beans) {
        this.beans = beans;
        setBeanFactory(beans);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        if (target == null || !(invocation instanceof ProxyMethodInvocation proxied)) {
            return super.invoke(invocation);
        }
        CachedMethod method = method(invocation.getMethod(), AopProxyUtils.ultimateTargetClass(target));
        SpringInvocation call = new SpringInvocation(proxied, method);
        SpringInvocation before = CURRENT.get();
        CURRENT.set(call);
        try {
            return execute(call, target, invocation.getMethod(), invocation.getArguments());
        }
        catch (CacheOperationInvoker.ThrowableWrapper ex) {
            throw ex.getOriginal();
        }
        finally {
            if (before != null) {
                CURRENT.set(before);
            }
            else {
                CURRENT.remove();
            }
        }
    }

    @Override
    protected CacheOperationContext getOperationContext(CacheOperation operation, Method method,
            @Nullable Object[] args, Object target, Class<?> targetClass) {
        SpringInvocation call = CURRENT.get();
        if (call == null) {
            return super.getOperationContext(operation, method, args, target, targetClass);
        }
        OperationContext context = new OperationContext(getCacheOperationMetadata(operation, method, targetClass), args,
                target, call);
        call.add(context);
        return context;
    }

    @Override
    protected @Nullable Object invokeOperation(CacheOperationInvoker invoker) {
        return (invoker instanceof SpringInvocation call) ? call.fly(getErrorHandler())
                : super.invokeOperation(invoker);
    }

    CachedMethod method(Method method, Class<?> targetClass) {
        return this.methods.computeIfAbsent(new MethodClassKey(method, targetClass),
                (same) -> new CachedMethod(method, targetClass, this.beans));
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }

    private static CacheableOperation withoutSync(CacheOperation operation) {
        CacheableOperation.Builder builder = new CacheableOperation.Builder();
        builder.setName(operation.getName());
        builder.setCacheNames(operation.getCacheNames().toArray(String[]::new));
        builder.setKey(operation.getKey());
        builder.setKeyGenerator(operation.getKeyGenerator());
        builder.setCacheManager(operation.getCacheManager());
        builder.setCacheResolver(operation.getCacheResolver());
        builder.setCondition(operation.getCondition());
        return builder.build();
    }

    /** An operation of Spring's, whose caches of ours are those of its invocation. */
    private final class OperationContext extends CacheOperationContext implements SpringOperation {

        private final CacheOperationMetadata metadata;

        private final SpringInvocation call;

        private final List<Cache> caches = new ArrayList<>(1);

        OperationContext(CacheOperationMetadata metadata, @Nullable Object[] args, Object target,
                SpringInvocation call) {
            super(metadata, args, target);
            this.metadata = metadata;
            this.call = call;
            for (Cache cache : super.getCaches()) {
                this.caches.add(
                        (cache instanceof SpringCache ours) ? new MethodCache(ours, call.method(), call, this) : cache);
            }
        }

        @Override
        public SpringOperation with(@Nullable Object[] arguments) {
            return new OperationContext(this.metadata, arguments, getTarget(), this.call);
        }

        /**
         * Says nothing of {@code sync = true} where a flight gives what it asks for:
         * Spring's way would tell a failure of the method from one of the cache only for
         * the caller that loads.
         */
        @Override
        @SuppressWarnings("NullAway") // Spring asks while it creates the context
        public CacheOperation getOperation() {
            CacheOperation operation = super.getOperation();
            boolean isFlight = this.call != null && operation instanceof CacheableOperation cacheable
                    && cacheable.isSync() && !StringUtils.hasText(cacheable.getUnless()) && this.call.isOnly(this);
            return isFlight ? withoutSync(operation) : operation;
        }

        @Override
        public boolean appliesTo() {
            return super.isConditionPassing(null);
        }

        @Override
        public Object key() {
            Object key = getGeneratedKey();
            return (key != null) ? key
                    : Objects.requireNonNull(generateKey(null), () -> "Null key returned for " + getOperation());
        }

        @Override
        public boolean isStorable(@Nullable Object value) {
            return canPutToCache(value);
        }

        @Override
        public boolean isCacheable() {
            return super.getOperation() instanceof CacheableOperation;
        }

        /** A condition that reads the result may hold. */
        @Override
        public boolean isPut() {
            return getOperation() instanceof CachePutOperation
                    && (getOperation().getCondition().contains("result") || appliesTo());
        }

        @Override
        public List<Cache> caches() {
            return this.caches;
        }

        /** Leaves no put of a look-up to Spring but for caches of others. */
        @Override
        protected boolean isConditionPassing(@Nullable Object result) {
            return !getCaches().isEmpty() && super.isConditionPassing(result);
        }

        @Override
        protected Collection<? extends Cache> getCaches() {
            return (this.call.hasFlown() && isCacheable())
                    ? this.caches.stream().filter((cache) -> !(cache instanceof MethodCache)).toList() : this.caches;
        }

    }

}
