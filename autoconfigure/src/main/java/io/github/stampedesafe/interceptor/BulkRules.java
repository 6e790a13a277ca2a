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

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.InvalidSettingException;

/** What can be seen to be wrong with annotations about several keys from their method. */
final class BulkRules {

    private final MethodAnnotations annotations;

    private final String element;

    BulkRules(MethodAnnotations annotations) {
        this.annotations = annotations;
        this.element = annotations.describe();
    }

    /**
     * Checks what holds for every annotation.
     * @throws InvalidSettingException if it cannot work
     */
    void attributesAreComplete(OperationAttributes attributes) {
        if (!attributes.isOfSeveral()) {
            if (!attributes.keyOf().isEmpty()) {
                throw new InvalidSettingException(
                        "'keyOf' is '%s' on %s, but there are no 'keys'.".formatted(attributes.keyOf(), this.element),
                        "Write 'keys', or remove it.");
            }
            return;
        }
        String other = !attributes.key().isEmpty() ? attributes.key() : attributes.keyGenerator();
        if (!other.isEmpty()) {
            throw invalid(attributes, " and '%s' is '%s'",
                    List.of(attributes.key().isEmpty() ? "keyGenerator" : "key", other), "only one can make the keys",
                    "Remove one of them.");
        }
        this.annotations.expressions().check("keys", attributes.keys(), attributes.afterwards());
        this.annotations.expressions().parse("keyOf", attributes.keyOf().isEmpty() ? "#this" : attributes.keyOf());
    }

    /**
     * Checks cacheables.
     * @param all all cacheables of the method
     * @throws InvalidSettingException if one that is about several keys cannot work
     */
    void cacheablesCanLoad(List<OperationAttributes> all) {
        all.stream().filter(OperationAttributes::isOfSeveral).forEach((attributes) -> {
            if (all.size() > 1) {
                throw invalid(attributes, "only one cache can be asked for several keys",
                        "Keep one '@StampedeSafeCacheable'.");
            }
            if (this.annotations.schedule() != null) {
                throw invalid(attributes, "a method with several keys cannot be recomputed by a schedule",
                        "Remove '@ScheduledRecompute', or put it on a method with one key.");
            }
            IdParameter parameter = parameter(attributes);
            BulkReturn result = result(attributes);
            if (!result.canHoldPart()) {
                throw invalid(attributes, "a %s cannot be made of values in the order of their keys"
                    .formatted(result.type().getSimpleName()), "Return a Map, a Collection, a List or a Set.");
            }
            idsAreReturned(attributes, parameter, result);
        });
    }

    private IdParameter parameter(OperationAttributes attributes) {
        IdParameter parameter = IdParameter.of(this.annotations, attributes.keys());
        if (parameter == null) {
            throw invalid(attributes, "the method has to be called with some of the keys only",
                    "Write a parameter such as '#ids', or a projection of one such as '#ids.![#tenant + ':' + #this]'.");
        }
        if (!parameter.holdsSeveral()) {
            throw invalid(attributes, "a %s holds one key".formatted(parameter.type().getSimpleName()),
                    "Write 'key' instead, or make the parameter a collection or an array.");
        }
        if (!parameter.canHoldPart()) {
            throw invalid(attributes,
                    "a %s that holds some of the keys only cannot be made".formatted(parameter.type().getSimpleName()),
                    "Make the parameter a Collection, a List, a Set or an array.");
        }
        return parameter;
    }

    /**
     * Checks puts and evicts.
     * @throws InvalidSettingException if one that is about several keys cannot work
     */
    void putsAndEvictsHaveKeys() {
        List<OperationAttributes> puts = this.annotations.puts().stream().map(OperationAttributes::of).toList();
        Stream.concat(puts.stream(), this.annotations.evicts().stream().map(OperationAttributes::of))
            .filter(OperationAttributes::isOfSeveral)
            .forEach(this::severalAreGiven);
        puts.stream().filter(OperationAttributes::isOfSeveral).forEach((attributes) -> {
            BulkReturn result = result(attributes);
            if (!result.isMap()) {
                keysAreTheSame(attributes, result);
            }
        });
    }

    private void severalAreGiven(OperationAttributes attributes) {
        ResolvableType type = new ExpressionTypes(this.annotations).typeOf(attributes.keys());
        Class<?> given = (type != null) ? type.resolve() : null;
        if (given != null && !Elements.mayBeIn(given)) {
            throw invalid(attributes, "a %s holds one key".formatted(given.getSimpleName()), "Write 'key' instead.");
        }
    }

    private BulkReturn result(OperationAttributes attributes) {
        BulkReturn result = BulkReturn.of(this.annotations.method(), this.annotations.targetClass());
        if (result == null) {
            ReturnType one = ReturnType.ofValue(this.annotations.method(), this.annotations.targetClass());
            throw invalid(attributes, "the %s that is returned holds one value".formatted(one.type().getSimpleName()),
                    "Return a Map from ids to values, or a collection of values with 'keyOf'.");
        }
        if (result.isMap() != attributes.keyOf().isEmpty()) {
            throw result.isMap()
                    ? invalid(attributes, " and 'keyOf' is '%s'", List.of(attributes.keyOf()),
                            "the map that is returned tells the keys", "Remove 'keyOf'.")
                    : invalid(attributes, "the values that are returned do not tell their keys",
                            "Write 'keyOf', such as 'id', or return a Map from ids to values.");
        }
        return result;
    }

    /**
     * What does not fit is never found in what the method returns: all would be absent.
     */
    private void idsAreReturned(OperationAttributes attributes, IdParameter parameter, BulkReturn result) {
        Class<?> id = boxed(parameter.element());
        Class<?> returned = (result.id() != null) ? boxed(result.id()) : null;
        if (id != null && returned != null && !id.isAssignableFrom(returned) && !returned.isAssignableFrom(id)) {
            throw invalid(attributes, "the ids are of type %s and the keys of the map that is returned of type %s"
                .formatted(id.getSimpleName(), returned.getSimpleName()), "Make them the same.");
        }
        if (result.id() == null) {
            keysAreTheSame(attributes, result);
        }
    }

    private void keysAreTheSame(OperationAttributes attributes, BulkReturn result) {
        ExpressionTypes types = ExpressionTypes.ofValue(this.annotations, result.value().stored());
        MissingMember missing = types.missingOfRoot("keyOf", attributes.keyOf());
        if (missing != null) {
            throw new InvalidSettingException(
                    "'keyOf' is '%s' on %s, but %s.".formatted(attributes.keyOf(), this.element, missing),
                    "Write one that it has.");
        }
        ResolvableType key = ResolvableType.forType(KeyShape.element(this.annotations, attributes.keys()));
        ResolvableType keyOf = types.typeOf(attributes.keyOf());
        if (keyOf != null && KeyShape.differ(key, keyOf)) {
            throw invalid(
                    attributes, " and 'keyOf' is '%s'", List.of(attributes.keyOf()), "a %s is never the key of a %s"
                        .formatted(keyOf.toClass().getSimpleName(), key.toClass().getSimpleName()),
                    "Make their types the same.");
        }
    }

    private static @Nullable Class<?> boxed(ResolvableType type) {
        Class<?> resolved = type.resolve();
        return (resolved != null) ? ClassUtils.resolvePrimitiveIfNecessary(resolved) : null;
    }

    private InvalidSettingException invalid(OperationAttributes attributes, String reason, String remedy) {
        return invalid(attributes, "", List.of(), reason, remedy);
    }

    private InvalidSettingException invalid(OperationAttributes attributes, String beside, List<String> others,
            String reason, String remedy) {
        return new InvalidSettingException("'keys' is '%s'%s on %s, but %s.".formatted(attributes.keys(),
                beside.formatted(others.toArray()), this.element, reason), remedy);
    }

}
