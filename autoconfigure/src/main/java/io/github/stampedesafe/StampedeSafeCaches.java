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

package io.github.stampedesafe;

/** The caches of the application, by name. */
public interface StampedeSafeCaches {

    /**
     * Returns a cache with the policy of its properties. Caches need not be declared.
     * @param name its name: at least one character, none of them a colon, a brace or a
     * blank
     * @throws InvalidSettingException if the name cannot be one
     */
    StampedeSafeCache cache(String name);

}
