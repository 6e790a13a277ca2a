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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;

/**
 * The load of one call of a method that takes several ids: the method is called anew with
 * those ids that are to be loaded. A refresh of one key is the load of a call with that
 * id alone.
 *
 * @param bulk the cacheable
 * @param asked the ids of the call
 * @param call the call
 * @param invocation its invocation
 * @param loads calls the method
 */
record BulkInvocation(BulkOperation bulk, Ids asked, Call call, ProxyMethodInvocation invocation,
        InvocationLoads loads) implements BulkLoad {

    @Override
    public Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        Ids ids = this.asked.of(keys);
        Object returned = method(this.bulk.parameter().with(this.call, ids.all())).load();
        return this.bulk.result().values(returned, ids, this.call);
    }

    private InvocationLoad method(Call call) {
        return this.loads.of((ProxyMethodInvocation) this.invocation.invocableClone(call.arguments()),
                this.bulk.parameter()::copy);
    }

    @Override
    public boolean isStorable(CacheKey key, @Nullable Object value) {
        return this.bulk.operation().isStorable(this.call.returning(value));
    }

    @Override
    public @Nullable Long versionOf(CacheKey key, @Nullable Object value) {
        return this.bulk.operation().version().version(this.call.returning(value));
    }

    @Override
    public String fairnessKey() {
        KeySource fairness = this.bulk.operation().fairness();
        return (fairness != null) ? fairness.text(this.call) : "";
    }

    @Override
    public @Nullable Load repeatable(CacheKey key) {
        return alone(key).repeatable();
    }

    @Override
    public Load detached(CacheKey key) {
        return alone(key).detached();
    }

    private DescribedLoad alone(CacheKey key) {
        Ids one = this.asked.of(List.of(key));
        Call alone = this.bulk.parameter().with(this.call, one.all());
        Load value = new ValueOfOne(this.bulk, one, alone, method(alone));
        return new DescribedLoad(this.bulk.operation(), key, alone, value);
    }

    /**
     * The load of the value of one id.
     *
     * @param bulk the cacheable
     * @param one the id
     * @param call a call with that id alone
     * @param method calls the method
     */
    private record ValueOfOne(BulkOperation bulk, Ids one, Call call, Load method) implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            return this.bulk.result().values(this.method.load(), this.one, this.call).get(this.one.keys().get(0));
        }

        @Override
        public @Nullable Load repeatable() {
            Load repeatable = this.method.repeatable();
            return (repeatable != null) ? new ValueOfOne(this.bulk, this.one, this.call, repeatable) : null;
        }

    }

}
