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

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where values of a cache are stored.
 *
 * @param annotations the annotations of the method
 * @param cache name of the cache
 * @param stored the exact type of what is stored
 * @param key what is known of its keys
 * @param loads whether the values are also read there
 * @param sharesKeys whether others may have the same keys
 * @param isDeclared whether the class is only what a bean is declared as, which may turn
 * out to be of a subclass
 */
record StoredValue(MethodAnnotations annotations, String cache, Type stored, KeyShape key, boolean loads,
        boolean sharesKeys, boolean isDeclared) {

    static List<StoredValue> of(MethodAnnotations annotations, boolean isDeclared) {
        List<StoredValue> values = new ArrayList<>();
        annotations.cacheables().forEach((cacheable) -> {
            OperationAttributes attributes = OperationAttributes.of(cacheable);
            values.add(new StoredValue(annotations, cacheable.cacheName(), type(annotations, attributes),
                    KeyShape.of(annotations, attributes), true, cacheable.sharedKeys(), isDeclared));
        });
        annotations.puts().forEach((put) -> {
            OperationAttributes attributes = OperationAttributes.of(put);
            values.add(new StoredValue(annotations, put.cacheName(), type(annotations, attributes),
                    KeyShape.of(annotations, attributes), false, true, isDeclared));
        });
        return values;
    }

    /** Returns the exact type of what an annotation stores under one key. */
    static Type type(MethodAnnotations annotations, OperationAttributes attributes) {
        BulkReturn several = attributes.isOfSeveral() ? BulkReturn.of(annotations.method(), annotations.targetClass())
                : null;
        return (several != null) ? several.value().stored()
                : ReturnType.ofValue(annotations.method(), annotations.targetClass()).stored();
    }

    String element() {
        return this.annotations.describe();
    }

    /** Whether both may be in force, of which one bean has one at most. */
    boolean isBeside(StoredValue other) {
        return this.cache.equals(other.cache) && !isReplacedBy(other) && !other.isReplacedBy(this);
    }

    private boolean isReplacedBy(StoredValue other) {
        Class<?> type = this.annotations.targetClass();
        Class<?> otherType = other.annotations.targetClass();
        return this.isDeclared && type != otherType && type.isAssignableFrom(otherType);
    }

}
