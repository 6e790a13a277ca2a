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

import java.util.Locale;

import io.github.stampedesafe.InvalidSettingException;

/**
 * Where settings were written, so that a message about one can name it the way its author
 * did: {@code 'stampede-safe.defaults.load-deadline'}, or {@code 'loadDeadline'} on a
 * method.
 */
public final class SettingSource {

    private final String prefix;

    private final String place;

    private final boolean inherits;

    private SettingSource(String prefix, String place, boolean inherits) {
        this.prefix = prefix;
        this.place = place;
        this.inherits = inherits;
    }

    /**
     * Returns the source of configuration properties.
     * @param prefix prefix of their names, without the last dot
     */
    public static SettingSource properties(String prefix) {
        return new SettingSource(prefix + ".", "", false);
    }

    /**
     * Returns the source of annotation attributes that are settings of a policy: one that
     * is left out is inherited from the defaults.
     * @param element the annotated class or method, such as
     * {@code OrderService.totals(String)}
     */
    public static SettingSource annotation(String element) {
        return new SettingSource("", " on " + element, true);
    }

    /**
     * Returns the source of annotation attributes that are no settings of a policy.
     * @param element the annotated class or method
     */
    public static SettingSource attributes(String element) {
        return new SettingSource("", " on " + element, false);
    }

    /**
     * Returns the exception for a value that breaks its rule.
     * @param attribute name of the setting, in camel case
     * @param rule what it must be, such as {@code must be positive}
     * @param value what it is, as its author would write it
     * @param remedy what to write instead: a sentence without its last part, where to
     * inherit from
     */
    public InvalidSettingException invalid(String attribute, String rule, Object value, String remedy) {
        String inherit = this.inherits
                ? ", or leave it out to use 'stampede-safe.defaults." + property(attribute) + "'." : ".";
        return new InvalidSettingException("'%s' %s but is '%s'%s.".formatted(name(attribute), rule, value, this.place),
                remedy + inherit);
    }

    /**
     * Returns where a setting stands, as its author would look for it:
     * {@code stampede-safe.defaults.load-deadline}, or
     * {@code loadDeadline on OrderService.totals(String)}.
     * @param attribute name of the setting, in camel case
     */
    String origin(String attribute) {
        return name(attribute) + this.place;
    }

    /**
     * Returns the name of a setting as it is written in properties, such as
     * {@code load-deadline}.
     * @param attribute its name in camel case
     */
    public static String property(String attribute) {
        return attribute.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private String name(String attribute) {
        return isAnnotation() ? attribute : this.prefix + property(attribute);
    }

    private boolean isAnnotation() {
        return this.prefix.isEmpty();
    }

    @Override
    public String toString() {
        return this.prefix + this.place;
    }

}
