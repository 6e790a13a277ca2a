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

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringValueResolver;

import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.PolicySettings;
import io.github.stampedesafe.policy.Setting;
import io.github.stampedesafe.policy.SettingSource;

/**
 * Reads the part of a policy that annotations on one method set. A text that is empty and
 * a number that is -1 set nothing.
 */
final class PolicyReader {

    private static final Double NOTHING = -1.0;

    private final SettingSource source;

    private final StringValueResolver placeholders;

    PolicyReader(String element, StringValueResolver placeholders) {
        this.source = SettingSource.annotation(element);
        this.placeholders = placeholders;
    }

    /**
     * Returns what an annotation sets.
     * @throws io.github.stampedesafe.InvalidSettingException if a setting may not have
     * the value
     */
    PolicyLayer layer(Annotation annotation) {
        Map<String, @Nullable Object> attributes = AnnotationUtils.getAnnotationAttributes(annotation);
        PolicyLayer layer = PolicyLayer.from(this.source);
        for (Setting<?> setting : PolicySettings.all()) {
            Object written = setting.isInAnnotations() ? attributes.get(setting.attribute()) : null;
            layer = (written != null) ? with(layer, setting, written) : layer;
        }
        return layer;
    }

    private <T> PolicyLayer with(PolicyLayer layer, Setting<T> setting, Object written) {
        Object value = (written instanceof String text) ? duration(setting, text)
                : written.equals(NOTHING) ? null : written;
        return (value != null) ? layer.with(setting, setting.type().cast(value)) : layer;
    }

    private @Nullable Duration duration(Setting<?> setting, String written) {
        AttributeText text = AttributeText.of(this.source, setting.attribute(), written, this.placeholders,
                "${totals.ttl:10m}");
        return text.isEmpty() ? null : text.duration(setting.remedy());
    }

}
