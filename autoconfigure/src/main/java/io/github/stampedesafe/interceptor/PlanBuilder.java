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
import java.util.function.Predicate;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.core.InvalidSettingException;
import io.github.stampedesafe.core.PayloadCodec;
import io.github.stampedesafe.core.PayloadException;
import io.github.stampedesafe.core.PolicyLayer;

/** Joins the annotations of a method with policies, codecs and beans. */
final class PlanBuilder {

    private final Collaborators collaborators;

    PlanBuilder(Collaborators collaborators) {
        this.collaborators = collaborators;
    }

    /**
     * Returns the plan of a method whose annotations follow {@link MethodRules}.
     * @throws InvalidSettingException if a setting, or the return type, cannot work
     */
    MethodPlan build(MethodAnnotations annotations) {
        return new ForMethod(annotations).plan();
    }

    private final class ForMethod {

        private final MethodAnnotations annotations;

        private final String element;

        private final ReturnType returnType;

        private final AddressReader addresses;

        private final PolicyReader policies;

        ForMethod(MethodAnnotations annotations) {
            Collaborators with = PlanBuilder.this.collaborators;
            this.annotations = annotations;
            this.element = annotations.describe();
            this.returnType = ReturnType.of(annotations.method(), annotations.targetClass());
            this.addresses = new AddressReader(annotations.method(), this.element, with.beans());
            this.policies = new PolicyReader(this.element, with.placeholders());
        }

        MethodPlan plan() {
            Collaborators with = PlanBuilder.this.collaborators;
            List<Storing> cacheables = this.annotations.cacheables()
                .stream()
                .map((cacheable) -> storing(Addressing.of(cacheable), this.policies.layer(cacheable)))
                .toList();
            List<Storing> puts = this.annotations.puts()
                .stream()
                .map((put) -> storing(Addressing.of(put), this.policies.layer(put)))
                .toList();
            MethodPlan.Steps steps = new MethodPlan.Steps(removals(StampedeSafeCacheEvict::beforeInvocation),
                    cacheables, puts, removals((evict) -> !evict.beforeInvocation()));
            return new MethodPlan(this.element, this.returnType, steps, with.cache().get(), with.changes().get());
        }

        private Storing storing(Addressing addressing, PolicyLayer layer) {
            String cache = addressing.cacheName();
            return new Storing(this.addresses.address(addressing), this.addresses.unless(addressing),
                    PlanBuilder.this.collaborators.policies().get().policy(cache, layer), codec(cache));
        }

        private PayloadCodec codec(String cache) {
            try {
                return PlanBuilder.this.collaborators.codecs().get().codec(cache, this.returnType.stored());
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

        private List<Removal> removals(Predicate<StampedeSafeCacheEvict> when) {
            return this.annotations.evicts().stream().filter(when).map(this::removal).toList();
        }

        private Removal removal(StampedeSafeCacheEvict evict) {
            Removal.Extent one = (evict.mode() == EvictMode.EXPIRE) ? Removal.Extent.FRESHNESS : Removal.Extent.ENTRY;
            return new Removal(this.addresses.address(Addressing.of(evict)),
                    evict.allEntries() ? Removal.Extent.CACHE : one);
        }

    }

}
