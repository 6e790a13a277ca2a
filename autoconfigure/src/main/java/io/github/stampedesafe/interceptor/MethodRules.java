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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;

import org.springframework.util.ClassUtils;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.policy.CacheName;
import io.github.stampedesafe.policy.SettingSource;

/** What can be seen to be wrong with annotations from looking at their method. */
final class MethodRules {

    private final MethodAnnotations annotations;

    private final String element;

    private final KeyRules keys;

    private final BulkRules bulk;

    private MethodRules(MethodAnnotations annotations, StartWarnings warnings) {
        this.annotations = annotations;
        this.element = annotations.describe();
        this.keys = new KeyRules(annotations, warnings);
        this.bulk = new BulkRules(annotations);
    }

    /**
     * Checks the annotations.
     * @param warnings hear of what may be a mistake
     * @throws InvalidSettingException if they cannot work
     */
    static void check(MethodAnnotations annotations, StartWarnings warnings) {
        MethodRules rules = new MethodRules(annotations, warnings);
        if (annotations.schedule() != null) {
            ScheduleRules.check(annotations, annotations.schedule());
        }
        rules.methodCanBeIntercepted();
        rules.resultCanBeStored();
        rules.methodIsNotBothSkippedAndRun();
        annotations.attributes().forEach(rules::attributesAreComplete);
        annotations.cacheables().forEach(rules::loadsCanTakeTurns);
        rules.bulk.putsAndEvictsHaveKeys();
        rules.bulk.cacheablesCanLoad(annotations.cacheables().stream().map(OperationAttributes::of).toList());
        annotations.evicts().forEach(rules::evictIsOneOrAll);
        annotations.evicts().forEach(rules::versionIsOfOneRemoval);
        annotations.cacheables()
            .forEach((cacheable) -> rules.versionIsOfAValue(cacheable.version(), OperationAttributes.of(cacheable)));
        annotations.puts().forEach((put) -> rules.versionIsOfAValue(put.version(), OperationAttributes.of(put)));
        annotations.attributes().filter(OperationAttributes::hasKey).forEach(rules.keys::keysCanBeMade);
    }

    private void methodCanBeIntercepted() {
        int modifiers = this.annotations.method().getModifiers();
        String obstacle = Modifier.isPrivate(modifiers) ? "private"
                : Modifier.isStatic(modifiers) ? "static" : Modifier.isFinal(modifiers) ? "final" : "";
        if (!obstacle.isEmpty()) {
            throw new InvalidSettingException(
                    "'%s' is on %s, which is %s, so that no proxy can intercept it.".formatted(name(), this.element,
                            obstacle),
                    "Make the method neither private nor static nor final, or remove the annotation.");
        }
        Class<?> type = this.annotations.targetClass();
        if (Modifier.isFinal(type.getModifiers()) && ClassUtils.getAllInterfacesForClass(type).length == 0) {
            throw new InvalidSettingException(
                    "'%s' is on %s, whose class is final, so that no proxy can intercept it.".formatted(name(),
                            this.element),
                    "Make the class not final (in Kotlin: 'open', or with the 'spring' compiler plugin), or remove the annotation.");
        }
    }

    private void resultCanBeStored() {
        Method method = this.annotations.method();
        Class<?> targetClass = this.annotations.targetClass();
        Class<?> type = ReturnType.of(method, targetClass).type();
        Class<?> value = ReturnType.ofValue(method, targetClass).type();
        boolean usesResult = stores()
                || !this.annotations.evicts().stream().allMatch((evict) -> evict.beforeInvocation());
        if (stores() && isNothing(value)) {
            throw new InvalidSettingException(
                    "'%s' is on %s, which returns nothing that could be stored.".formatted(name(), this.element),
                    "Return the value, or remove the annotation.");
        }
        if (SuspendFunctions.isOne(method)) {
            suspendFunctionBringsItsValue(value);
        }
        else if (usesResult && AsynchronousResults.isSuspendFunction(method)) {
            throw new InvalidSettingException(
                    "'%s' is on %s, which is a suspend function, and Spring calls one only with 'kotlin-reflect' and 'kotlinx-coroutines-reactor'."
                        .formatted(name(), this.element),
                    "Add both to the class path, or return the value itself or a CompletableFuture.");
        }
        if (usesResult && AsyncResult.of(method, targetClass) == null && AsynchronousResults.isAsynchronous(type)) {
            throw new InvalidSettingException(
                    "'%s' is on %s, which returns %s, and no value can be had of that without a thread that waits."
                        .formatted(name(), this.element, type.getSimpleName()),
                    "Return the value itself, a CompletableFuture, a CompletionStage, a Mono or a Flux.");
        }
    }

    private void suspendFunctionBringsItsValue(Class<?> value) {
        if (AsyncResult.of(value) != null || AsynchronousResults.isAsynchronous(value)) {
            throw new InvalidSettingException(
                    "'%s' is on %s, which is a suspend function that returns %s, and its callers would suspend before there is a value."
                        .formatted(name(), this.element, value.getSimpleName()),
                    "Return the value itself, or remove 'suspend'.");
        }
    }

    private void methodIsNotBothSkippedAndRun() {
        if (!this.annotations.cacheables().isEmpty() && !this.annotations.puts().isEmpty()) {
            throw new InvalidSettingException(
                    "'@StampedeSafeCacheable', which skips the method if it can, and '@StampedeSafeCachePut', "
                            + "which always runs it, are both on %s.".formatted(this.element),
                    "Remove one of them.");
        }
    }

    private void attributesAreComplete(OperationAttributes attributes) {
        CacheName.require(attributes.cacheName(), SettingSource.annotation(this.element));
        if (!attributes.key().isEmpty() && !attributes.keyGenerator().isEmpty()) {
            throw new InvalidSettingException(
                    "'key' is '%s' and 'keyGenerator' is '%s' on %s, but only one can make the key."
                        .formatted(attributes.key(), attributes.keyGenerator(), this.element),
                    "Remove one of them.");
        }
        Expressions expressions = this.annotations.expressions();
        expressions.check("key", attributes.key(), attributes.afterwards());
        this.bulk.attributesAreComplete(attributes);
        expressions.check("condition", attributes.condition(), attributes.afterwards());
        expressions.check("unless", attributes.unless(), true);
        resultIsBrought("key", attributes.key(), attributes.condition());
        resultIsBrought("keys", attributes.keys(), attributes.condition());
        this.keys.membersExist("key", attributes.key());
        this.keys.membersExist("keys", attributes.keys());
        this.keys.membersExist("condition", attributes.condition());
        this.keys.membersOfValuesExist("unless", attributes.unless(), attributes);
    }

    /** A condition may leave out the calls without a result. */
    private void resultIsBrought(String attribute, String text, String condition) {
        Class<?> value = ReturnType.ofValue(this.annotations.method(), this.annotations.targetClass()).type();
        if (isNothing(value) && condition.isEmpty() && this.annotations.expressions().usesResult(text)) {
            throw new InvalidSettingException(
                    "'%s' is '%s' on %s, but the method brings no '#result'.".formatted(attribute, text, this.element),
                    "Use the parameters instead.");
        }
    }

    private static boolean isNothing(Class<?> value) {
        return value == void.class || value == Void.class;
    }

    private void loadsCanTakeTurns(StampedeSafeCacheable cacheable) {
        this.annotations.expressions().check("fairnessKey", cacheable.fairnessKey(), false);
        this.keys.membersExist("fairnessKey", cacheable.fairnessKey());
        this.keys.groupsCanBeMade(cacheable.fairnessKey());
    }

    private void evictIsOneOrAll(StampedeSafeCacheEvict evict) {
        if (!evict.allEntries()) {
            return;
        }
        Map.of("key", evict.key(), "keyGenerator", evict.keyGenerator(), "keys", evict.keys())
            .forEach((attribute, value) -> {
                if (!value.isEmpty()) {
                    throw new InvalidSettingException(
                            "'allEntries' is 'true' and '%s' is '%s' on %s, but all entries have no key."
                                .formatted(attribute, value, this.element),
                            "Remove one of them.");
                }
            });
    }

    private void versionIsOfOneRemoval(StampedeSafeCacheEvict evict) {
        boolean expires = evict.mode() == EvictMode.EXPIRE;
        if (!evict.version().isEmpty() && (evict.allEntries() || expires)) {
            throw new InvalidSettingException(
                    "'version' is '%s' and '%s' is '%s' on %s, but only the removal of one entry has a version."
                        .formatted(evict.version(), expires ? "mode" : "allEntries", expires ? "EXPIRE" : "true",
                                this.element),
                    "Remove one of them.");
        }
        this.annotations.expressions().check("version", evict.version(), !evict.beforeInvocation());
        resultIsBrought("version", evict.version(), evict.condition());
        this.keys.membersExist("version", evict.version());
    }

    private void versionIsOfAValue(String version, OperationAttributes attributes) {
        this.annotations.expressions().check("version", version, true);
        this.keys.membersOfValuesExist("version", version, attributes);
    }

    private boolean stores() {
        return !this.annotations.cacheables().isEmpty() || !this.annotations.puts().isEmpty();
    }

    private String name() {
        if (!this.annotations.cacheables().isEmpty()) {
            return "@StampedeSafeCacheable";
        }
        return this.annotations.puts().isEmpty() ? "@StampedeSafeCacheEvict" : "@StampedeSafeCachePut";
    }

}
