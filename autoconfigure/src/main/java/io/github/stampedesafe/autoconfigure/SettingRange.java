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

import java.time.Duration;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.policy.Setting;
import io.github.stampedesafe.policy.SettingSource;

/**
 * The range of a property. Values outside are refused with an
 * {@link InvalidSettingException}.
 *
 * @param source where the property stands
 * @param name its name, in camel case
 */
record SettingRange(SettingSource source, String name) {

    static SettingRange of(String prefix, String name) {
        return new SettingRange(SettingSource.properties(prefix), name);
    }

    void require(Duration value, Duration min, Duration max, String example) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw this.source.invalid(this.name,
                    "must be between %s and %s".formatted(Setting.text(min), Setting.text(max)), Setting.text(value),
                    "Write a duration such as '" + example + "'");
        }
    }

    void require(int value, int min, int max) {
        if (value < min || value > max) {
            throw this.source.invalid(this.name, "must be between %d and %d".formatted(min, max), value,
                    "Write a number in that range");
        }
    }

    void require(double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw this.source.invalid(this.name, "must be between %s and %s".formatted(min, max), value,
                    "Write a number in that range");
        }
    }

}
