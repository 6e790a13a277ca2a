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

package io.github.stampedesafe.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.InvalidSettingException;

/**
 * One setting of a policy, declared once: its name, the values it may have, its default
 * and its meaning. {@link PolicySettings} lists all of them. Binding, checks, resolution,
 * the endpoint and the documentation read this declaration.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

    private final String attribute;

    private final boolean inAnnotations;

    private final Function<Policy, @Nullable T> component;

    private final Range<T> range;

    private final @Nullable T builtIn;

    private final String description;

    Setting(String attribute, boolean inAnnotations, Function<Policy, @Nullable T> component, Range<T> range,
            @Nullable T builtIn, String description) {
        this.attribute = attribute;
        this.inAnnotations = inAnnotations;
        this.component = component;
        this.range = range;
        this.builtIn = builtIn;
        this.description = description;
    }

    /** Returns its name in properties, such as {@code stale-if-error}. */
    public String name() {
        return SettingSource.property(this.attribute);
    }

    /**
     * Returns its name as an attribute and as a component of {@link Policy}, such as
     * {@code staleIfError}.
     */
    public String attribute() {
        return this.attribute;
    }

    /** Whether it may be written in annotations, not only in properties. */
    public boolean isInAnnotations() {
        return this.inAnnotations;
    }

    /** Returns the type of its value. */
    public Class<T> type() {
        return this.range.type();
    }

    /** Returns the values it may have, such as {@code 0 to 0.9}. */
    public String values() {
        return this.range.toString();
    }

    /** Returns its default, {@code null} if it has none. */
    public @Nullable T builtIn() {
        return this.builtIn;
    }

    /** Returns what it means: sentences for a person who sets it. */
    public String description() {
        return this.description;
    }

    /** Returns its value in a policy, {@code null} if it has none there. */
    public @Nullable T of(Policy policy) {
        return this.component.apply(policy);
    }

    /**
     * Returns what to write instead of a wrong value: a sentence without its end, such as
     * {@code Write a duration such as '10m'}.
     */
    public String remedy() {
        return this.range.remedy();
    }

    /**
     * Returns the exception for something written that is no value of this setting.
     * @param source where it is written
     * @param rule what it must be, such as {@code must be a duration}
     * @param written what it is, as its author wrote it
     */
    public InvalidSettingException invalid(SettingSource source, String rule, Object written) {
        return source.invalid(this.attribute, rule, written, remedy());
    }

    /**
     * Checks a value.
     * @param source where it is written
     * @throws InvalidSettingException if the setting may not have it
     */
    void check(SettingSource source, T value) {
        String violated = this.range.violatedRule(value);
        if (violated != null) {
            throw invalid(source, violated, text(value));
        }
    }

    /** Returns a value as it is written in properties. */
    public static String text(Object value) {
        if (value instanceof Duration duration) {
            return DurationText.of(duration);
        }
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return value.toString();
    }

    @Override
    public String toString() {
        return name();
    }

}
