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

import io.github.stampedesafe.CacheUnavailableException;

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

}
