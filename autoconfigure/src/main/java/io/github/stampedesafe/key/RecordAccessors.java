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

package io.github.stampedesafe.key;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Finds the accessors of a record class once. One whose module does not open it stays
 * inaccessible and fails when it is invoked.
 */
final class RecordAccessors {

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {

        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).map((accessor) -> {
                accessor.trySetAccessible();
                return accessor;
            }).toArray(Method[]::new);
        }

    };

    private RecordAccessors() {
    }

    /** Returns the accessors in the order of the components; not to be changed. */
    static Method[] of(Class<? extends Record> type) {
        return ACCESSORS.get(type);
    }

}
