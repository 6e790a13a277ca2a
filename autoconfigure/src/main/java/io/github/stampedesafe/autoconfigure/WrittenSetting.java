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

package io.github.stampedesafe.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.stampedesafe.autoconfigure.KnownSettings.Known;

/**
 * A property of this library that is set.
 *
 * @param written its name as it was written
 * @param isVariable whether it is an environment variable
 * @param elements what its name consists of, without the prefix
 * @param value its value
 * @param place where it was set
 */
record WrittenSetting(String written, boolean isVariable, List<String> elements, Object value, String place) {

    /** What Kubernetes tells of a service whose name begins like ours. */
    private static final Pattern KUBERNETES = Pattern
        .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private static final String PREFIX = KnownSettings.uniform(StampedeSafeProperties.PREFIX);

    /** Returns the properties of ours in a source. */
    static Stream<WrittenSetting> in(PropertySource<?> source) {
        if (!(source instanceof EnumerablePropertySource<?> enumerable)) {
            return Stream.empty();
        }
        boolean variables = source instanceof SystemEnvironmentPropertySource;
        return Arrays.stream(enumerable.getPropertyNames())
            .filter((name) -> KnownSettings.uniform(name).contains(PREFIX))
            .flatMap((name) -> (variables ? variable(enumerable, name) : property(enumerable, name)).stream());
    }

    private static List<WrittenSetting> property(EnumerablePropertySource<?> source, String written) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(written, '.');
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(name.getElement(i, Form.ORIGINAL));
        }
        boolean ours = elements.size() > 1 && KnownSettings.uniform(elements.remove(0)).equals(PREFIX);
        return ours
                ? List.of(new WrittenSetting(written, false, elements, value(source, written), place(source, written)))
                : List.of();
    }

    /** Our prefix may be written in one word or in two. */
    private static List<WrittenSetting> variable(EnumerablePropertySource<?> source, String written) {
        String prefix = (source instanceof PropertySourceInfo info) ? info.getPrefix() : null;
        String name = written.toLowerCase(Locale.ROOT);
        if (prefix != null) {
            String front = prefix.toLowerCase(Locale.ROOT).replace('.', '_') + "_";
            if (!name.startsWith(front)) {
                return List.of();
            }
            name = name.substring(front.length());
        }
        List<String> tokens = List.of(name.split("[_.-]+"));
        int ours = tokens.get(0).equals(PREFIX) ? 1 : 2;
        if (tokens.size() <= ours || !String.join("", tokens.subList(0, ours)).equals(PREFIX)
                || KUBERNETES.matcher(written).matches()) {
            return List.of();
        }
        return List.of(new WrittenSetting(written, true, tokens.subList(ours, tokens.size()), value(source, written),
                "the environment"));
    }

    /** Whether it belongs to a cache. */
    boolean isOfACache() {
        return this.elements.size() > 1 && KnownSettings.uniform(this.elements.get(0)).equals(KnownSettings.CACHES);
    }

    /** Whether it is a group of a YAML file in which nothing is written. */
    boolean isEmptyGroup() {
        boolean ofCaches = KnownSettings.uniform(this.elements.get(0)).equals(KnownSettings.CACHES);
        return !this.isVariable && this.value.toString().isEmpty() && (ofCaches ? this.elements.size() <= 2
                : KnownSettings.OF_ALL.all().stream().anyMatch((known) -> known.name().startsWith(name() + ".")));
    }

    /**
     * Returns which property it is, {@code null} if there is none.
     */
    @Nullable Match match() {
        if (!isOfACache()) {
            Known known = this.isVariable ? KnownSettings.OF_ALL.findInEnvironment(this.elements)
                    : KnownSettings.OF_ALL.find(this.elements);
            return (known != null) ? new Match(null, known) : null;
        }
        int last = this.isVariable ? this.elements.size() - 1 : 2;
        for (int i = 2; i <= last && i < this.elements.size(); i++) {
            List<String> rest = this.elements.subList(i, this.elements.size());
            Known known = this.isVariable ? KnownSettings.OF_A_CACHE.findInEnvironment(rest)
                    : KnownSettings.OF_A_CACHE.find(rest);
            if (known != null) {
                return new Match(String.join("", this.elements.subList(1, i)), known);
            }
        }
        return null;
    }

    /** Returns the name without the prefix. */
    String name() {
        return String.join(".", this.elements);
    }

    private static Object value(EnumerablePropertySource<?> source, String name) {
        Object value = source.getProperty(name);
        return (value != null) ? value : "";
    }

    private static String place(EnumerablePropertySource<?> source, String name) {
        Origin origin = OriginLookup.getOrigin(source, name);
        return (origin != null) ? origin.toString() : source.getName();
    }

    /**
     * Which property was meant.
     *
     * @param cache name of the cache as it is written here, {@code null} if it belongs to
     * none
     * @param known the property
     */
    record Match(@Nullable String cache, Known known) {

        /** Returns the name under which all spellings of the property are one. */
        String uniform() {
            return (this.cache != null) ? KnownSettings.uniform(this.cache) + "/" + this.known.name()
                    : this.known.name();
        }

    }

}
