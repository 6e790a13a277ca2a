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

package io.github.stampedesafe.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.stampedesafe.key.CacheKey;

/**
 * Of what the store accepted for a key, values and tombstones, nothing has a lower
 * version than what was still kept then.
 */
final class VersionsNeverGoBack implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        Map<CacheKey, History.Write> kept = new HashMap<>();
        for (History.Write write : world.history.writes) {
            History.Write before = kept.put(write.key(), write);
            if (before != null && write.at().isBefore(before.until()) && write.version() < before.version()) {
                violations.add(write + " replaced " + before);
            }
        }
        return violations;
    }

}
