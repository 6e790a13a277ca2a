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

import java.util.function.Consumer;

/**
 * What one button does.
 *
 * @param id last part of its path
 * @param title of the button
 * @param check throws a {@link Refusal} if it cannot be played now
 * @param play what happens
 */
record Scenario(String id, String title, Consumer<Stage> check, Play play) {

    Scenario(String id, String title, Play play) {
        this(id, title, Stage::requireInstance, play);
    }

}
