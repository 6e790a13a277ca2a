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

import org.jspecify.annotations.Nullable;

/**
 * How a scenario ended.
 *
 * @param sentence with the numbers
 * @param figures the numbers, or {@code null} if nothing was measured
 */
record Ending(String sentence, @Nullable Figures figures) {

    /** Returns the figures as a sentence. */
    static Ending of(Figures figures) {
        return new Ending(Sentences.compare(figures), figures);
    }

    /** Returns the figures as a sentence, after what happened. */
    static Ending of(String happened, Figures figures) {
        return new Ending("%s: %s".formatted(happened, Sentences.compare(figures)), figures);
    }

}
