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

package io.github.stampedesafe.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A policy, and where each of its settings is written.
 *
 * @param policy the policy
 * @param settings its settings, in the order in which {@link PolicySettings} declares
 * them
 */
public record EffectivePolicy(Policy policy, List<Applied> settings) {

    public EffectivePolicy {
        settings = List.copyOf(settings);
    }

    /**
     * Returns the policy of layers, as {@link Policy#resolve} does, and the layer that
     * wins for each setting.
     * @param strongestFirst the layers, the one that wins first
     */
    public static EffectivePolicy resolve(PolicyLayer... strongestFirst) {
        Layers layers = new Layers(List.of(strongestFirst));
        Policy policy = Policy.resolve(strongestFirst);
        return new EffectivePolicy(policy,
                PolicySettings.all()
                    .stream()
                    .map((setting) -> Applied.of(setting, policy, layers.origin(setting)))
                    .toList());
    }

    /**
     * Returns a policy that is not made of layers.
     * @param policy the policy
     * @param origin its author
     */
    public static EffectivePolicy of(Policy policy, String origin) {
        return new EffectivePolicy(policy,
                PolicySettings.all().stream().map((setting) -> Applied.of(setting, policy, origin)).toList());
    }

    /**
     * A setting as it applies.
     *
     * @param name its name in properties, such as {@code stale-while-revalidate}
     * @param value its value as it would be written there, {@code null} if it has none
     * @param origin the property, or the attribute and the method, that set it, or
     * {@code built in}
     */
    public record Applied(String name, @Nullable String value, String origin) {

        private static Applied of(Setting<?> setting, Policy policy, String origin) {
            Object value = setting.of(policy);
            return new Applied(setting.name(), (value != null) ? Setting.text(value) : null, origin);
        }

        /** Whether neither a property nor an annotation set it. */
        public boolean isBuiltIn() {
            return this.origin.equals(Layers.BUILT_IN);
        }

    }

}
