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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.util.List;

import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.Setting;

/** Values of settings. */
public final class SampleValues {

    private SampleValues() {
    }

    /**
     * Returns three values, each unlike the one before, and the first unlike the default.
     */
    public static <T> List<T> of(Setting<T> setting) {
        return values(setting.type()).stream().<T>map(setting.type()::cast).toList();
    }

    private static List<?> values(Class<?> type) {
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return List.of(constants[1], constants[0], constants[1]);
        }
        if (type == Duration.class) {
            return List.of(Duration.ofSeconds(11), Duration.ofSeconds(22), Duration.ofSeconds(33));
        }
        if (type == Double.class) {
            return List.of(0.2, 0.3, 0.4);
        }
        return (type == Integer.class) ? List.of(1, 2, 3) : List.of(new ByteSize(1), new ByteSize(2), new ByteSize(3));
    }

}
