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

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A policy, and where each of its settings came from.
 *
 * @param policy the policy
 * @param settings its settings, in the order in which a policy has them
 */
public record EffectivePolicy(Policy policy, List<Setting> settings) {

    private static final String BUILT_IN = "built in";

    public EffectivePolicy {
        settings = List.copyOf(settings);
    }

    /**
     * Returns the policy of layers, as {@link Policy#resolve} does, and for each setting
     * the layer that had it first.
     * @param strongestFirst the layers, the one that wins first
     */
    public static EffectivePolicy resolve(PolicyLayer... strongestFirst) {
        Policy policy = Policy.resolve(strongestFirst);
        List<Setting> settings = new ArrayList<>();
        for (Method accessor : accessors(Policy.class)) {
            settings.add(Setting.of(accessor, policy, origin(accessor.getName(), strongestFirst)));
        }
        return new EffectivePolicy(policy, settings);
    }

    /**
     * Returns a policy that somebody else made up.
     * @param policy the policy
     * @param origin who
     */
    public static EffectivePolicy of(Policy policy, String origin) {
        List<Setting> settings = new ArrayList<>();
        for (Method accessor : accessors(Policy.class)) {
            settings.add(Setting.of(accessor, policy, origin));
        }
        return new EffectivePolicy(policy, settings);
    }

    private static String origin(String attribute, PolicyLayer... strongestFirst) {
        for (Method accessor : accessors(PolicyLayer.class)) {
            if (accessor.getName().equals(attribute)) {
                for (PolicyLayer layer : strongestFirst) {
                    if (read(accessor, layer) != null) {
                        return layer.source().origin(attribute);
                    }
                }
            }
        }
        return BUILT_IN;
    }

    private static List<Method> accessors(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
    }

    private static @Nullable Object read(Method accessor, Record from) {
        try {
            return accessor.invoke(from);
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("The accessors of %s are public".formatted(from.getClass()), ex);
        }
    }

    /**
     * One setting of a policy.
     *
     * @param name its name in properties, such as {@code stale-while-revalidate}
     * @param value its value as it would be written there, {@code null} if it has none
     * @param origin the property, or the attribute and the method, that set it, or
     * {@code built in}
     */
    public record Setting(String name, @Nullable String value, String origin) {

        private static Setting of(Method accessor, Policy policy, String origin) {
            return new Setting(SettingSource.property(accessor.getName()), text(read(accessor, policy)), origin);
        }

        /** Whether neither a property nor an annotation set it. */
        public boolean isBuiltIn() {
            return this.origin.equals(BUILT_IN);
        }

        private static @Nullable String text(@Nullable Object value) {
            if (value instanceof Duration duration) {
                return DurationText.of(duration);
            }
            if (value instanceof Enum<?> choice) {
                return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return (value != null) ? value.toString() : null;
        }

    }

}
