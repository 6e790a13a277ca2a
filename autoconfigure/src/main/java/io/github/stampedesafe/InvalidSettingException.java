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

/**
 * A setting that cannot work: an attribute, a property, or the method it stands on. Stops
 * the application at start.
 */
public final class InvalidSettingException extends StampedeSafeException {

    private final String problem;

    private final String remedy;

    /**
     * Creates the exception.
     * @param problem one sentence: which setting, where, its value and the rule
     * @param remedy one sentence: what to write instead
     */
    public InvalidSettingException(String problem, String remedy) {
        super(problem + " " + remedy, null);
        this.problem = PrintableText.of(problem);
        this.remedy = PrintableText.of(remedy);
    }

    /** Returns the sentence that says what is wrong. */
    public String problem() {
        return this.problem;
    }

    /** Returns the sentence that says what to write instead. */
    public String remedy() {
        return this.remedy;
    }

}
