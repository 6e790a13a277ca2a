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

package io.github.stampedesafe.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.beans.factory.BeanFactory;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * A method that other annotations than ours cache. Its calls are loads as those of our
 * annotations are: a refresh calls it later on another thread, with arguments of its own
 * and the advice inside of the cache, after it has checked that the key is still the same
 * there.
 */
public final class ProtectedMethod {

    private final String element;

    private final InvocationLoads loads;

    private final boolean isSuspending;

    private ProtectedMethod(String element, InvocationLoads loads, boolean isSuspending) {
        this.element = element;
        this.loads = loads;
        this.isSuspending = isSuspending;
    }

    /**
     * Returns the method of a bean.
     * @param targetClass the class of the bean
     * @param beans tells whether beans of the class outlive a call
     */
    public static ProtectedMethod of(Method method, Class<?> targetClass, BeanFactory beans) {
        InvocationLoads loads = new InvocationLoads(ReturnType.of(method, targetClass),
                BeanLifetimes.outliveCalls(beans, targetClass));
        return new ProtectedMethod(MethodAnnotations.describe(method, targetClass), loads,
                SuspendFunctions.isOne(method));
    }

    /** Returns class, name and parameter types, such as {@code Orders.totals(String)}. */
    public String element() {
        return this.element;
    }

    /**
     * Returns the class of what advice returns: what the method returns, and the
     * publisher to which Spring turns a suspend function of Kotlin.
     */
    public Class<?> returned() {
        return this.loads.returnType().type();
    }

    /** Returns the exact type of what is stored. */
    public Type stored() {
        return this.loads.returnType().stored();
    }

    /** Returns a codec that names this method in messages. */
    public PayloadCodec named(PayloadCodec codec) {
        return new MethodCodec(this.element, codec);
    }

    /** Returns what a caller gets for something that is stored. */
    public @Nullable Object returned(@Nullable Object stored) {
        return this.loads.returnType().returned(stored);
    }

    /** Returns the load that calls the method. */
    public Load call(ProxyMethodInvocation invocation) {
        return this.loads.of(invocation);
    }

    /**
     * Returns a load that asks a cache first.
     * @param engine the engine
     * @param use how the call uses the cache
     * @param invocation the call
     * @param inner the load of what the cache does not have
     */
    public Load through(SingleFlightCache engine, Use use, ProxyMethodInvocation invocation, Load inner) {
        return operation(use).through(engine, asked(invocation), inner);
    }

    /**
     * Returns a load that asks a cache first, and occupies no thread.
     * @param engine the engine
     * @param use how the call uses the cache
     * @param invocation the call
     * @param inner the load of what the cache does not have, which occupies no thread
     */
    public Load throughAsync(SingleFlightCache engine, Use use, ProxyMethodInvocation invocation, Load inner) {
        return operation(use).throughLater(engine, asked(invocation), inner);
    }

    private Call asked(ProxyMethodInvocation invocation) {
        return this.isSuspending ? Call.ofSuspending(invocation) : Call.of(invocation);
    }

    private StoreOperation operation(Use use) {
        EntrySelector selector = new EntrySelector(use.cache(), (call) -> use.appliesTo(call.parameters()),
                (call) -> use.keyText(call.parameters()), null, new Origins(this.element, "", ""));
        Condition unless = (call) -> {
            Call.Result result = call.result();
            return result != null && !use.isStorable(result.value());
        };
        return new StoreOperation(selector, unless, VersionSource.NONE, KeySource.ONE_GROUP, use.effective(),
                use.codec());
    }

    /** How a call uses a cache. What depends on arguments is evaluated anew each time. */
    public interface Use {

        /** Returns the name of the cache. */
        String cache();

        /** Returns the policy of the cache. */
        EffectivePolicy effective();

        /** Returns what turns values into bytes and back. */
        PayloadCodec codec();

        /** Whether calls with the arguments use the cache. */
        boolean appliesTo(@Nullable Object[] arguments);

        /**
         * Returns the text of the key of calls with the arguments.
         * @throws io.github.stampedesafe.UnsupportedKeyException if there is none
         */
        String keyText(@Nullable Object[] arguments);

        /** Whether a value that the call loaded is worth storing. */
        boolean isStorable(@Nullable Object value);

    }

}
