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

import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

/** Joins the annotations of a method with policies, codecs and beans. */
final class PlanBuilder {

    private final AdvisorDependencies dependencies;

    PlanBuilder(AdvisorDependencies dependencies) {
        this.dependencies = dependencies;
    }

    /**
     * Returns the plan of a method whose annotations follow {@link MethodRules}.
     * @throws InvalidSettingException if a setting, or the return type, cannot work
     */
    MethodPlan build(MethodAnnotations annotations) {
        return new ForMethod(annotations).plan();
    }

    /**
     * Checks the settings of a method, but not what it returns.
     * @throws InvalidSettingException if one cannot work
     */
    void check(MethodAnnotations annotations) {
        PolicyReader policies = new PolicyReader(annotations.describe(), this.dependencies.placeholders());
        annotations.cacheables().forEach(policies::layer);
        annotations.puts().forEach(policies::layer);
    }

    private final class ForMethod {

        private final MethodAnnotations annotations;

        private final String element;

        private final ReturnType returnType;

        private final AttributeReader reader;

        private final PolicyReader policies;

        ForMethod(MethodAnnotations annotations) {
            AdvisorDependencies with = PlanBuilder.this.dependencies;
            this.annotations = annotations;
            this.element = annotations.describe();
            this.returnType = ReturnType.ofValue(annotations.method(), annotations.targetClass());
            this.reader = new AttributeReader(annotations, with.beans());
            this.policies = new PolicyReader(this.element, with.placeholders());
        }

        MethodPlan plan() {
            List<StoreOperation> cacheables = this.annotations.cacheables()
                .stream()
                .map((cacheable) -> operation(OperationAttributes.of(cacheable), cacheable.version(),
                        cacheable.fairnessKey(), this.policies.layer(cacheable)))
                .toList();
            List<PutOperation> puts = this.annotations.puts().stream().map(this::put).toList();
            Operations operations = new Operations(evicts(StampedeSafeCacheEvict::beforeInvocation), cacheables,
                    bulk(cacheables), puts, evicts((evict) -> !evict.beforeInvocation()));
            return new MethodPlan(this.element, operations, calls(operations));
        }

        /** Decides, once, how the calls of the method are carried out. */
        private CallHandler calls(Operations operations) {
            AdvisorDependencies with = PlanBuilder.this.dependencies;
            Class<?> targetClass = this.annotations.targetClass();
            boolean isRepeatable = BeanLifetimes.outliveCalls(with.beans(), targetClass);
            AsyncResult result = AsyncResult.of(this.annotations.method(), targetClass);
            if (result != null) {
                AsyncResult bounded = result.bounded(this.element, with.maxElements().getAsInt());
                AsyncLoads loads = new AsyncLoads(this.element, bounded, this.returnType,
                        SuspendFunctions.isOne(this.annotations.method()), isRepeatable);
                return bounded
                    .handler(new AsyncOperations(operations, loads, with.cache().get(), with.changes().get()));
            }
            InvocationLoads loads = new InvocationLoads(this.returnType, isRepeatable);
            return new BlockingCallHandler(operations, loads, with.cache().get(), with.changes().get());
        }

        /** Returns the cacheable of a method that takes several ids. */
        private @Nullable BulkOperation bulk(List<StoreOperation> cacheables) {
            OperationAttributes attributes = cacheables.isEmpty() ? null
                    : OperationAttributes.of(this.annotations.cacheables().get(0));
            if (attributes == null || !attributes.isOfSeveral()) {
                return null;
            }
            IdParameter parameter = Objects.requireNonNull(IdParameter.of(this.annotations, attributes.keys()));
            return new BulkOperation(cacheables.get(0), parameter, this.reader.several().ids(attributes),
                    result(attributes));
        }

        private BulkResult result(OperationAttributes attributes) {
            BulkReturn type = Objects
                .requireNonNull(BulkReturn.of(this.annotations.method(), this.annotations.targetClass()));
            return type.isMap() ? new BulkResult.OfMap(type.value())
                    : new BulkResult.OfCollection(type, this.element, this.reader.several().keyOf(attributes));
        }

        private StoreOperation operation(OperationAttributes attributes, String version, String fairnessKey,
                PolicyLayer layer) {
            String cache = attributes.cacheName();
            return new StoreOperation(this.reader.selector(attributes), this.reader.unless(attributes),
                    this.reader.version(version, cache), this.reader.fairness(fairnessKey, cache), policy(cache, layer),
                    codec(cache, StoredValue.type(this.annotations, attributes)));
        }

        private PutOperation put(StampedeSafeCachePut put) {
            OperationAttributes attributes = OperationAttributes.of(put);
            StoreOperation one = operation(attributes, put.version(), "", this.policies.layer(put));
            return attributes.isOfSeveral()
                    ? new BulkPutOperation(one, this.reader.several().ids(attributes), result(attributes)) : one;
        }

        private EffectivePolicy policy(String cache, PolicyLayer layer) {
            return PlanBuilder.this.dependencies.policies().get().effective(cache, layer);
        }

        private PayloadCodec codec(String cache, Type stored) {
            try {
                PayloadCodecs codecs = PlanBuilder.this.dependencies.codecs().get();
                return new MethodCodec(this.element, codecs.codec(cache, stored));
            }
            catch (PayloadException ex) {
                InvalidSettingException invalid = new InvalidSettingException(
                        "What %s returns cannot be stored in cache '%s' (%s).".formatted(this.element, cache,
                                ex.getMessage()),
                        "Return another type, or define a serializer for the cache.");
                invalid.addSuppressed(ex);
                throw invalid;
            }
        }

        private List<EvictOperation> evicts(Predicate<StampedeSafeCacheEvict> when) {
            return this.annotations.evicts().stream().filter(when).map(this::evict).toList();
        }

        private EvictOperation evict(StampedeSafeCacheEvict evict) {
            String cache = evict.cacheName();
            OperationAttributes attributes = OperationAttributes.of(evict);
            IdsSource ids = attributes.isOfSeveral() ? this.reader.several().ids(attributes) : null;
            return new EvictOperation(this.reader.selector(attributes), ids, extent(evict),
                    this.reader.version(evict.version(), cache),
                    policy(cache, PolicyLayer.from(SettingSource.annotation(this.element))).policy(),
                    this.reader.usesResult(evict));
        }

        private static EvictOperation.Extent extent(StampedeSafeCacheEvict evict) {
            if (evict.mode() == EvictMode.EXPIRE) {
                return evict.allEntries() ? EvictOperation.Extent.FRESHNESS_OF_CACHE : EvictOperation.Extent.FRESHNESS;
            }
            return evict.allEntries() ? EvictOperation.Extent.CACHE : EvictOperation.Extent.ENTRY;
        }

    }

}
