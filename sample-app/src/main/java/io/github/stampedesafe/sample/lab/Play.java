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

package io.github.stampedesafe.sample.lab;

/** What happens in a scenario. */
@FunctionalInterface
interface Play {

    /**
     * Plays it, which takes some 15 seconds at most.
     * @param stage what it is made of
     * @return the sentence with its figures
     * @throws Refusal if it cannot be played now
     */
    Ending on(Stage stage) throws InterruptedException;

}
