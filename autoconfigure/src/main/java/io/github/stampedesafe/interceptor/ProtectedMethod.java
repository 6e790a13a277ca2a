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
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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

    private final @Nullable AsyncLoads later;

    private ProtectedMethod(String element, InvocationLoads loads, @Nullable AsyncLoads later) {
        this.element = element;
        this.loads = loads;
        this.later = later;
    }

    /**
     * Returns the method of a bean.
     * @param targetClass the class of the bean
     * @param beans tells whether beans of the class outlive a call
     */
    public static ProtectedMethod of(Method method, Class<?> targetClass, BeanFactory beans) {
        String element = MethodAnnotations.describe(method, targetClass);
        ReturnType value = ReturnType.ofValue(method, targetClass);
        boolean isRepeatable = BeanLifetimes.outliveCalls(beans, targetClass);
        AsyncResult result = AsyncResult.of(method, targetClass);
        AsyncLoads later = (result != null)
                ? new AsyncLoads(element, result, value, SuspendFunctions.isOne(method), isRepeatable) : null;
        return new ProtectedMethod(element, new InvocationLoads(value, isRepeatable), later);
    }

    /** Returns class, name and parameter types, such as {@code Orders.totals(String)}. */
    public String element() {
        return this.element;
    }

    /** Whether the method returns before its value is there. */
    public boolean isLater() {
        return this.later != null;
    }

    /** Returns the exact type of what is stored. */
    public Type stored() {
        return this.loads.returnType().stored();
    }

    /** Returns a codec that names this method in messages. */
    public PayloadCodec named(PayloadCodec codec) {
        return new MethodCodec(this.element, codec);
    }

    /** Returns what is stored of a value. */
    public @Nullable Object stored(@Nullable Object value) {
        return this.loads.returnType().stored(value);
    }

    /** Returns the value that a caller gets for something that is stored. */
    public @Nullable Object returned(@Nullable Object stored) {
        return this.loads.returnType().returned(stored);
    }

    /** Returns the load that calls the method, which returns its value. */
    public Load call(ProxyMethodInvocation invocation) {
        return this.loads.of(invocation);
    }

    /**
     * Returns what a caller gets of a method that returns before its value is there.
     * @param invocation the call
     * @param flight brings the value each time the caller asks for it, given the load
     * that calls the method
     */
    public Object answer(ProxyMethodInvocation invocation, Function<Load, CompletionStage<@Nullable Object>> flight) {
        AsyncLoads loads = Objects.requireNonNull(this.later);
        return loads.result().answer((call) -> flight.apply(loads.of(call).of(invocation)));
    }

    /**
     * Returns a load that asks a cache first. It occupies no thread if the method returns
     * before its value is there.
     * @param engine the engine
     * @param use how the call uses the cache
     * @param invocation the call
     * @param inner the load of what the cache does not have
     */
    public Load through(SingleFlightCache engine, Use use, ProxyMethodInvocation invocation, Load inner) {
        return (this.later != null) ? operation(use).throughLater(engine, this.later.call(invocation), inner)
                : operation(use).through(engine, Call.of(invocation), inner);
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
