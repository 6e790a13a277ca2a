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
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The layers of a policy. Each setting has the value that the first layer with the
 * setting gives it, or else its default.
 *
 * @param strongestFirst the layers, the one that wins first
 */
record Layers(List<PolicyLayer> strongestFirst) {

    static final String BUILT_IN = "built in";

    <T> T value(Setting<T> setting) {
        return Objects.requireNonNull(valueOrNull(setting), setting::name);
    }

    <T> @Nullable T valueOrNull(Setting<T> setting) {
        PolicyLayer layer = winner(setting);
        return (layer != null) ? layer.get(setting) : setting.builtIn();
    }

    /** Returns where the value of a setting is written. */
    String origin(Setting<?> setting) {
        PolicyLayer layer = winner(setting);
        return (layer != null) ? layer.source().origin(setting.attribute()) : BUILT_IN;
    }

    private @Nullable PolicyLayer winner(Setting<?> setting) {
        for (PolicyLayer layer : this.strongestFirst) {
            if (layer.get(setting) != null) {
                return layer;
            }
        }
        return null;
    }

}
