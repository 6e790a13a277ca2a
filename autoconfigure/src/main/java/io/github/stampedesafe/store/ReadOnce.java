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

package io.github.stampedesafe.store;

import java.util.Enumeration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.Future;

/** Values that only one reader can read. Writing one would take it from its caller. */
public final class ReadOnce {

    private ReadOnce() {
    }

    /** Whether values of a type are streams, iterators, results to come, or the like. */
    public static boolean isReadOnce(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type)
                || Enumeration.class.isAssignableFrom(type) || Spliterator.class.isAssignableFrom(type)
                || Future.class.isAssignableFrom(type);
    }

}
