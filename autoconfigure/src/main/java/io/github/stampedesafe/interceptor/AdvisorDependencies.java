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

import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.StringValueResolver;

import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.store.PayloadCodecs;

/**
 * What a {@link StampedeSafeAdvisor} depends on. An advisor is created before most beans.
 * It calls the suppliers when all singletons are there, or at the first call of an
 * annotated method if that is earlier, and never if there is no such method.
 *
 * @param cache the engine
 * @param policies joins properties and annotations
 * @param codecs finds codecs of return types
 * @param changes decides when puts and evicts take effect
 * @param beans where key generators and the beans in expressions are
 * @param placeholders resolves placeholders in durations
 * @param maxElements largest number of elements of a reactive type that are collected
 * into a value
 */
public record AdvisorDependencies(Supplier<SingleFlightCache> cache, Supplier<Policies> policies,
        Supplier<PayloadCodecs> codecs, Supplier<ChangeSchedule> changes, BeanFactory beans,
        StringValueResolver placeholders, IntSupplier maxElements) {
}
