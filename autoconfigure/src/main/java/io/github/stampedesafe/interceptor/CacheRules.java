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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.github.stampedesafe.InvalidSettingException;

/**
 * What can be seen to be wrong with annotations from looking at all that name the same
 * cache: a value of it that is read as another type, or served to callers of another
 * method. The methods of each class are added when they are first seen.
 */
final class CacheRules {

    private final List<StoredValue> values = new ArrayList<>();

    private final List<MethodAnnotations> methods = new ArrayList<>();

    /**
     * Checks the methods of a class against each other and those added before, and adds
     * them.
     * @param methods all annotated methods of the class
     * @param isDeclared whether the class is only what a bean is declared as
     * @throws InvalidSettingException if they cannot work together
     */
    synchronized void add(List<MethodAnnotations> methods, boolean isDeclared) {
        List<StoredValue> all = new ArrayList<>(this.values);
        methods.stream()
            .sorted(Comparator.comparing(MethodAnnotations::describe))
            .flatMap((method) -> StoredValue.of(method, isDeclared).stream())
            .forEach((value) -> {
                all.stream().filter(value::isBeside).forEach((earlier) -> check(earlier, value));
                all.add(value);
            });
        this.values.clear();
        this.values.addAll(all);
        this.methods.addAll(methods);
    }

    /**
     * Warns of what may be a mistake of the methods added so far.
     * @param beans names of the beans by their class
     */
    synchronized void warn(Map<Class<?>, List<String>> beans, StartWarnings warnings) {
        new CacheWarnings(this.values, this.methods, warnings).give(beans);
    }

    private static void check(StoredValue one, StoredValue two) {
        if (!one.stored().equals(two.stored())) {
            throw new InvalidSettingException(
                    "Cache '%s' holds what %s returns, '%s', and what %s returns, '%s', but all values of a cache have one type."
                        .formatted(one.cache(), one.element(), one.stored().getTypeName(), two.element(),
                                two.stored().getTypeName()),
                    "Write another 'cacheName' on one of them.");
        }
        boolean bothLoad = one.loads() && two.loads() && !one.sharesKeys() && !two.sharesKeys();
        boolean bothByDefault = one.key().written().isEmpty() && two.key().written().isEmpty();
        if (bothLoad && bothByDefault && one.key().isSameAs(two.key())
                && !one.annotations().isSameAs(two.annotations())) {
            throw new InvalidSettingException(
                    "%s and %s are both cached in '%s' under all their arguments, so that each is served the values of the other."
                        .formatted(one.element(), two.element(), one.cache()),
                    "Write another 'cacheName' or a 'key' on one of them, or 'sharedKeys = true' if both return the same values.");
        }
    }

}
