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

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.store.Stages;

/**
 * A put, evict, expire or clear that was prepared and waits for its moment, such as the
 * commit of a transaction.
 */
@FunctionalInterface
public interface Change {

    /**
     * Carries the change out, once.
     * @throws CacheUnavailableException if the store did not answer; whether the change
     * took effect is then unknown
     */
    void apply();

    /**
     * Carries the change out, once, as {@link #apply()} does. Blocks no thread if the
     * change is one of an engine.
     * @return fails with {@link CacheUnavailableException} if the store did not answer
     */
    default CompletionStage<@Nullable Void> start() {
        return Stages.<@Nullable Void>blocking(() -> {
            apply();
            return null;
        });
    }

}
