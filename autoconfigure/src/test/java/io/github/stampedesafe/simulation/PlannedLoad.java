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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;

/**
 * A load that a planner begins.
 *
 * @param world notes which it is
 * @param original the same load as callers run it
 * @param plan whose plan it is
 */
record PlannedLoad(World world, Load original, LoadRun.Plan plan) implements Load {

    /** Returns a caller's load as the registry repeats it, {@code null} without one. */
    static @Nullable Load ofHotKey(World world, Load load) {
        return world.scenario.has(Trouble.HOT_KEYS) ? new PlannedLoad(world, load, LoadRun.Plan.HOT_KEY) : null;
    }

    @Override
    public @Nullable Object load() throws Throwable {
        this.world.strand("load").planned(this.plan);
        return this.original.load();
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return this.original.isStorable(value);
    }

    @Override
    public @Nullable Long versionOf(@Nullable Object value) {
        return this.original.versionOf(value);
    }

}
