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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link Policy} that one source sets: the properties of a cache, an
 * annotation, or the defaults. Immutable; it never holds a value that its setting may not
 * have. See {@link PolicySettings} for the settings.
 */
public final class PolicyLayer {

    private final SettingSource source;

    private final Map<Setting<?>, Object> values;

    private PolicyLayer(SettingSource source, Map<Setting<?>, Object> values) {
        this.source = source;
        this.values = values;
    }

    /**
     * Returns a layer in which nothing is set.
     * @param source where its settings are written
     */
    public static PolicyLayer from(SettingSource source) {
        return new PolicyLayer(source, Map.of());
    }

    /**
     * Returns this layer with one setting changed.
     * @param value its value; {@code null} leaves the setting to the next layer
     * @throws io.github.stampedesafe.InvalidSettingException if the setting may not have
     * the value; the message names the source of this layer
     */
    public <T> PolicyLayer with(Setting<T> setting, @Nullable T value) {
        Map<Setting<?>, Object> changed = new HashMap<>(this.values);
        if (value == null) {
            changed.remove(setting);
        }
        else {
            setting.check(this.source, value);
            changed.put(setting, value);
        }
        return new PolicyLayer(this.source, changed);
    }

    /** Returns the value of a setting, {@code null} if it is left to the next layer. */
    public <T> @Nullable T get(Setting<T> setting) {
        Object value = this.values.get(setting);
        return (value != null) ? setting.type().cast(value) : null;
    }

    /** Returns where the settings are written. */
    public SettingSource source() {
        return this.source;
    }

    @Override
    public String toString() {
        return this.source + "" + this.values;
    }

}
