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

package io.github.stampedesafe.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.unit.DataSize;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheSettings;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.CacheName;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.PolicySettings;
import io.github.stampedesafe.policy.Setting;
import io.github.stampedesafe.policy.SettingSource;

/**
 * Policies from properties: those of the cache win over the annotation, so that an
 * operator has the last word without a release; the annotation wins over the defaults.
 */
final class PropertyPolicies implements Policies {

    private static final String CACHES = StampedeSafeProperties.PREFIX + ".caches";

    /** What Spring Boot has bound, by the name of the setting. */
    private static final Map<String, Method> BOUND = Arrays.stream(CacheSettings.class.getRecordComponents())
        .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getAccessor));

    private final PolicyLayer defaults;

    private final ByCacheName<PolicyLayer> caches;

    /**
     * Creates the policies.
     * @throws InvalidSettingException if a property is out of its range, of whatever
     * cache
     */
    PropertyPolicies(StampedeSafeProperties properties) {
        this.defaults = layer(SettingSource.properties(StampedeSafeProperties.PREFIX + ".defaults"),
                properties.defaults());
        Map<String, PolicyLayer> layers = new HashMap<>();
        properties.caches().forEach((cache, settings) -> {
            SettingSource source = SettingSource.properties(CACHES + ByCacheName.element(cache));
            layers.put(CacheName.require(cache, SettingSource.properties(CACHES)), layer(source, settings));
        });
        this.caches = new ByCacheName<>(layers);
    }

    @Override
    public Policy policy(String cache, @Nullable PolicyLayer annotation) {
        return effective(cache, annotation).policy();
    }

    @Override
    public EffectivePolicy effective(String cache, @Nullable PolicyLayer annotation) {
        return EffectivePolicy.resolve(Stream.of(this.caches.get(cache), annotation, this.defaults)
            .filter(Objects::nonNull)
            .toArray(PolicyLayer[]::new));
    }

    private static PolicyLayer layer(SettingSource source, CacheSettings settings) {
        PolicyLayer layer = PolicyLayer.from(source);
        for (Setting<?> setting : PolicySettings.all()) {
            Object bound = ReflectionUtils
                .invokeMethod(Objects.requireNonNull(BOUND.get(setting.attribute()), setting::name), settings);
            layer = (bound != null) ? with(layer, setting, bound) : layer;
        }
        return layer;
    }

    private static <T> PolicyLayer with(PolicyLayer layer, Setting<T> setting, Object bound) {
        Object value = (bound instanceof DataSize size) ? bytes(layer.source(), setting, size) : bound;
        return layer.with(setting, setting.type().cast(value));
    }

    private static ByteSize bytes(SettingSource source, Setting<?> setting, DataSize size) {
        if (size.isNegative()) {
            throw setting.invalid(source, "must not be negative", size);
        }
        return new ByteSize(size.toBytes());
    }

}
