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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be a mistake of all annotations that name the same cache: changes that meet no
 * value, and values that callers of another method or bean are served.
 */
final class CacheWarnings {

    /** An expression that can tell beans of one class apart. */
    private static final Pattern OF_THE_BEAN = Pattern.compile("(?s).*(target|#this|#root(?![.?])).*");

    private final List<StoredValue> loads;

    private final List<MethodAnnotations> methods;

    private final StartWarnings warnings;

    /**
     * Creates the warnings.
     * @param methods all annotated methods
     */
    CacheWarnings(List<StoredValue> values, List<MethodAnnotations> methods, StartWarnings warnings) {
        this.loads = values.stream().filter(StoredValue::loads).toList();
        this.methods = methods;
        this.warnings = warnings;
    }

    /**
     * Warns of each once.
     * @param beans names of the beans by their class
     */
    void give(Map<Class<?>, List<String>> beans) {
        this.methods.forEach(this::changesThatMeetNothing);
        this.loads.forEach(this::sameKeysOfOtherMethods);
        this.loads.forEach((load) -> sameKeysOfOtherBeans(load, beans));
    }

    private void changesThatMeetNothing(MethodAnnotations change) {
        Stream
            .concat(change.puts().stream().map(OperationAttributes::of),
                    change.evicts().stream().map(OperationAttributes::of))
            .filter(OperationAttributes::hasKey)
            .forEach((attributes) -> {
                KeyShape key = KeyShape.of(change, attributes);
                List<StoredValue> ofCache = this.loads.stream()
                    .filter((load) -> load.cache().equals(attributes.cacheName()))
                    .toList();
                if (!ofCache.isEmpty() && ofCache.stream().allMatch((load) -> key.neverMeets(load.key()))) {
                    String loads = ofCache.stream()
                        .map((load) -> "%s under %s".formatted(load.element(), load.key().describe()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
                    this.warnings.warn(
                            "%s changes cache '%s' under keys of %s, but it is loaded by %s: no change ever meets a value. Make the types of the keys the same."
                                .formatted(change.describe(), attributes.cacheName(), key.describe(), loads));
                }
            });
    }

    private void sameKeysOfOtherMethods(StoredValue load) {
        this.loads.stream()
            .filter((other) -> load.isBeside(other) && load.element().compareTo(other.element()) < 0)
            .filter((other) -> !load.sharesKeys() && !other.sharesKeys() && load.key().isSameAs(other.key())
                    && !load.annotations().isSameAs(other.annotations()))
            .forEach((other) -> this.warnings.warn(
                    "%s and %s are both cached in '%s' under the same keys, so that each is served the values of the other. Write another 'cacheName' or 'key' on one of them, or 'sharedKeys = true' if both return the same values."
                        .formatted(load.element(), other.element(), load.cache())));
    }

    private void sameKeysOfOtherBeans(StoredValue load, Map<Class<?>, List<String>> beans) {
        boolean byBean = OF_THE_BEAN.matcher(load.key().written()).matches() || load.key().isGenerated();
        if (load.sharesKeys() || byBean) {
            return;
        }
        List<StoredValue> inherited = this.loads.stream()
            .filter((other) -> other.cache().equals(load.cache()) && load.annotations().isSameAs(other.annotations()))
            .toList();
        TreeSet<String> names = inherited.stream()
            .map((other) -> beans.getOrDefault(other.annotations().targetClass(), List.of()))
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(TreeSet::new));
        boolean isFirst = inherited.stream().allMatch((other) -> load.element().compareTo(other.element()) <= 0);
        if (names.size() > 1 && isFirst) {
            this.warnings.warn(
                    "Beans '%s' have the same keys in cache '%s', so that %s of each is served the values of the others. Write what tells them apart into the key, such as key = \"#root.target.region + ':' + #p0\", or 'sharedKeys = true' if they return the same values."
                        .formatted(String.join("', '", names), load.cache(), load.annotations().describe()));
        }
    }

}
