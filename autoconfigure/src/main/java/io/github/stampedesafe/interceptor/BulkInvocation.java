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
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;

/**
 * The load of one call of a method that takes several ids: the method is called anew with
 * those ids that are to be loaded. A refresh of one key is the load of a call with that
 * id alone; the ids of several refreshes can be loaded by one call, see
 * {@link RefreshedIds}.
 *
 * @param bulk the cacheable
 * @param asked the ids of the call
 * @param call the call
 * @param invocation its invocation
 * @param loads calls the method
 */
record BulkInvocation(BulkOperation bulk, Ids asked, Call call, ProxyMethodInvocation invocation,
        MethodLoads loads) implements BulkLoad {

    @Override
    public Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        Ids ids = this.asked.of(keys);
        return values(method(ids).load(), ids);
    }

    @Override
    public CompletionStage<@Nullable Object> start(List<CacheKey> keys) {
        return method(this.asked.of(keys)).start();
    }

    @Override
    public Map<CacheKey, @Nullable Object> valuesOf(List<CacheKey> keys, @Nullable Object returned) {
        return values(returned, this.asked.of(keys));
    }

    /** Returns the load of a call with other ids. */
    Load method(Ids ids) {
        Call call = this.bulk.parameter().with(this.call, ids.all());
        return this.loads.of(SuspendFunctions.with(this.invocation, call.arguments()), this.bulk.parameter()::copy);
    }

    /**
     * Returns the values of some ids.
     * @param returned what the method returned for them
     */
    Map<CacheKey, @Nullable Object> values(@Nullable Object returned, Ids ids) {
        return this.bulk.result().values(returned, ids, this.call);
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
        return this.bulk.operation().fairness().text(this.call);
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
        BulkInvocation own = new BulkInvocation(this.bulk, one, alone,
                SuspendFunctions.with(this.invocation, alone.arguments()), this.loads);
        return new DescribedLoad(this.bulk.operation(), key, alone, new ValueOfOne(own, this.call, own.method(one)));
    }

    /**
     * The load of the value of one id.
     *
     * @param alone a call with that id alone
     * @param origin the call that asked for it
     * @param method calls the method
     */
    private record ValueOfOne(BulkInvocation alone, Call origin, Load method) implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            return valueOf(this.method.load());
        }

        @Override
        public CompletionStage<@Nullable Object> start() {
            return this.method.start();
        }

        @Override
        public @Nullable Object valueOf(@Nullable Object returned) {
            Ids one = this.alone.asked;
            return this.alone.values(returned, one).get(one.keys().get(0));
        }

        @Override
        public BulkLoad bulk() {
            return new RefreshedIds(this.alone, this.origin, this.alone.asked);
        }

        @Override
        public @Nullable Load repeatable() {
            Load repeatable = this.method.repeatable();
            return (repeatable != null) ? new ValueOfOne(this.alone, this.origin, repeatable) : null;
        }

    }

}
