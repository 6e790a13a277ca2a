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

package io.github.stampedesafe.interceptor;

import java.time.Duration;

import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringValueResolver;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.policy.DurationText;
import io.github.stampedesafe.policy.SettingSource;

/**
 * What is written in an attribute of an annotation.
 *
 * @param source where it is written
 * @param attribute name of the attribute
 * @param written the text as its author wrote it
 * @param text the text with its placeholders replaced, which may be empty
 */
record AttributeText(SettingSource source, String attribute, String written, String text) {

    /**
     * Returns what is written in an attribute.
     * @param placeholders replaces placeholders; it may leave an unknown one alone or
     * throw an {@link IllegalArgumentException}
     * @param example a placeholder with a default, for the message
     * @throws InvalidSettingException if a placeholder is unknown
     */
    static AttributeText of(SettingSource source, String attribute, String written, StringValueResolver placeholders,
            String example) {
        String text = resolve(written, placeholders);
        if (text.contains("${")) {
            throw source.invalid(attribute, "must have no unknown placeholder", written,
                    "Define the property, give it a default such as '%s'".formatted(example));
        }
        return new AttributeText(source, attribute, written, text);
    }

    private static String resolve(String written, StringValueResolver placeholders) {
        try {
            String text = placeholders.resolveStringValue(written);
            return (text != null) ? text : "";
        }
        catch (IllegalArgumentException ex) {
            return written;
        }
    }

    /** Returns the same text for messages that show what its placeholders stand for. */
    AttributeText asResolved() {
        return new AttributeText(this.source, this.attribute, this.text, this.text);
    }

    boolean isEmpty() {
        return this.text.isEmpty();
    }

    /**
     * Returns the duration that is written.
     * @param remedy what to write instead of something else: a sentence without its end
     * @throws InvalidSettingException if it is none, or has no unit
     */
    Duration duration(String remedy) {
        if (DurationText.lacksUnit(this.text)) {
            throw invalid("must have a unit", DurationText.unitRemedy(this.text));
        }
        try {
            return DurationFormatterUtils.detectAndParse(this.text);
        }
        catch (IllegalArgumentException | ArithmeticException ex) {
            throw invalid("must be a duration", remedy);
        }
    }

    /**
     * Returns the exception for a text that breaks a rule.
     * @param rule what it must be, such as {@code must be a duration}
     * @param remedy what to write instead: a sentence without its end
     */
    InvalidSettingException invalid(String rule, String remedy) {
        String shown = this.text.equals(this.written) ? this.text : this.written + " = " + this.text;
        return this.source.invalid(this.attribute, rule, shown, remedy);
    }

}
