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

/** All callers at once ask for a value that is not there. */
final class ColdStampede implements Scenario {

    private static final int CALLERS = 96;

    @Override
    public String id() {
        return "cold";
    }

    @Override
    public String title() {
        return "Cold stampede";
    }

    @Override
    public Ending play(Stage stage) throws InterruptedException {
        stage.tell("%d callers ask at once for a value that is not there.".formatted(CALLERS));
        stage.evict();
        stage.measure();
        stage.crowd(CALLERS);
        Figures figures = stage.figures();
        return new Ending(Sentences.compare(figures), figures);
    }

}
