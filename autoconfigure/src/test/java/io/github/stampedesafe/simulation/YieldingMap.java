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

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.ToIntBiFunction;

import io.github.stampedesafe.engine.NearMaps;

/** A map of near copies that makes a boundary before every access. */
final class YieldingMap<K, V> extends ConcurrentHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final transient Scheduler scheduler;

    private YieldingMap(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns maps of a simulated instance. */
    static NearMaps maps(Scheduler scheduler) {
        return new NearMaps() {

            @Override
            public <K, V> YieldingMap<K, V> create(int size) {
                return new YieldingMap<>(scheduler);
            }

            @Override
            public <K, V> YieldingMap<K, V> create(long most, ToIntBiFunction<K, V> weight) {
                return new YieldingMap<>(scheduler);
            }

        };
    }

    @Override
    public V get(Object key) {
        this.scheduler.yieldPoint();
        return super.get(key);
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
        this.scheduler.yieldPoint();
        return super.compute(key, remapping);
    }

    @Override
    public V remove(Object key) {
        this.scheduler.yieldPoint();
        V removed = super.remove(key);
        this.scheduler.yieldPoint();
        return removed;
    }

    @Override
    public void clear() {
        this.scheduler.yieldPoint();
        super.clear();
    }

}
