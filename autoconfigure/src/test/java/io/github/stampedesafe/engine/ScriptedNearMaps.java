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

package io.github.stampedesafe.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntBiFunction;

/** Maps that take a step of another thread in the middle of an access. */
final class ScriptedNearMaps implements NearMaps {

    private Runnable afterGet = ScriptedNearMaps::nothing;

    private Runnable afterRemove = ScriptedNearMaps::nothing;

    /** Takes a step after the next value was looked up, before it is returned. */
    void afterGet(Runnable step) {
        this.afterGet = step;
    }

    /** Takes a step after the next value was removed, before that returns. */
    void afterRemove(Runnable step) {
        this.afterRemove = step;
    }

    @Override
    public <K, V> ConcurrentMap<K, V> create(long most, ToIntBiFunction<K, V> weight) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <K, V> ConcurrentMap<K, V> create(int size) {
        return new ConcurrentHashMap<>() {

            @Override
            public V get(Object key) {
                V found = super.get(key);
                Runnable step = ScriptedNearMaps.this.afterGet;
                ScriptedNearMaps.this.afterGet = ScriptedNearMaps::nothing;
                step.run();
                return found;
            }

            @Override
            public V remove(Object key) {
                V removed = super.remove(key);
                Runnable step = ScriptedNearMaps.this.afterRemove;
                ScriptedNearMaps.this.afterRemove = ScriptedNearMaps::nothing;
                step.run();
                return removed;
            }

        };
    }

    private static void nothing() {
    }

}
