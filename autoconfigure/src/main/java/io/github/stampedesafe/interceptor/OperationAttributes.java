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

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/**
 * The attributes that all annotations share, as they are written; empty where they are
 * left out.
 *
 * @param keys what makes several keys, empty if the annotation is about one
 * @param keyOf what makes the key of one value among several
 * @param afterwards whether key and condition are evaluated after the method, and may use
 * its result
 * @param hasKey whether the annotation is about one key, not about all
 */
record OperationAttributes(String cacheName, String key, String keyGenerator, String keys, String keyOf,
        String condition, String unless, boolean afterwards, boolean hasKey) {

    /** Whether all arguments make the key. */
    boolean isOfArguments() {
        return this.key.isEmpty() && this.keyGenerator.isEmpty() && !isOfSeveral();
    }

    /** Whether the annotation is about several keys. */
    boolean isOfSeveral() {
        return !this.keys.isEmpty();
    }

    static OperationAttributes of(StampedeSafeCacheable annotation) {
        return new OperationAttributes(annotation.cacheName(), annotation.key(), annotation.keyGenerator(),
                annotation.keys(), annotation.keyOf(), annotation.condition(), annotation.unless(), false, true);
    }

    static OperationAttributes of(StampedeSafeCachePut annotation) {
        return new OperationAttributes(annotation.cacheName(), annotation.key(), annotation.keyGenerator(),
                annotation.keys(), annotation.keyOf(), annotation.condition(), annotation.unless(), true, true);
    }

    static OperationAttributes of(StampedeSafeCacheEvict annotation) {
        return new OperationAttributes(annotation.cacheName(), annotation.key(), annotation.keyGenerator(),
                annotation.keys(), "", annotation.condition(), "", !annotation.beforeInvocation(),
                !annotation.allEntries());
    }

}
