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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a button does, or did, in one sentence.
 *
 * @param id of the scenario
 * @param title that the page shows
 * @param state whether it goes on
 * @param sentence in the present tense while it runs, with numbers when it is done
 * @param figures that the sentence tells, when it is done
 */
record Story(String id, String title, String state, String sentence, @Nullable Figures figures) {

    static Story running(Scenario scenario, String sentence) {
        return new Story(scenario.id(), scenario.title(), State.RUNNING.id(), sentence, null);
    }

    static Story done(Scenario scenario, Ending ending) {
        return new Story(scenario.id(), scenario.title(), State.DONE.id(), ending.sentence(), ending.figures());
    }

    /** Whether a story goes on. */
    enum State {

        RUNNING, DONE;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
