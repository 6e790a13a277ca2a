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

package io.github.stampedesafe.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may rely on of a collection or map, whatever its class: that it is a
 * list, a set, a queue, sorted, ordered.
 */
final class ContainerKind {

    private static final Set<Class<?>> IMMUTABLE = Set.of(Set.of().getClass(), Set.of(1).getClass(),
            Map.of().getClass(), Map.of(1, 1).getClass(), ConcurrentHashMap.newKeySet().getClass());

    private ContainerKind() {
    }

    /** Whether a container came back as one of its kind. */
    static boolean isKept(Object loaded, Object read) {
        if (loaded.getClass() == read.getClass()) {
            return true;
        }
        if (loaded instanceof Map) {
            return read instanceof Map && !(loaded instanceof IdentityHashMap) && !(read instanceof IdentityHashMap);
        }
        if (loaded instanceof List) {
            return read instanceof List;
        }
        if (loaded instanceof Set) {
            return read instanceof Set;
        }
        if (loaded instanceof Queue) {
            return loaded instanceof Deque && read instanceof Deque;
        }
        return read instanceof Collection && !(read instanceof Set) && !(read instanceof Queue);
    }

    /** Whether what sorts a container came back. The natural order needs nothing. */
    static boolean sameOrder(Object loaded, Object read) {
        Comparator<?> before = comparator(loaded);
        Comparator<?> after = comparator(read);
        if (before == null || after == null) {
            return before == null && after == null;
        }
        return ValueComparison.between(before, after) == null;
    }

    private static @Nullable Comparator<?> comparator(Object container) {
        Comparator<?> comparator = null;
        if (container instanceof SortedSet<?> set) {
            comparator = set.comparator();
        }
        else if (container instanceof SortedMap<?, ?> map) {
            comparator = map.comparator();
        }
        else if (container instanceof PriorityQueue<?> queue) {
            comparator = queue.comparator();
        }
        return Comparator.naturalOrder().equals(comparator) ? null : comparator;
    }

    /**
     * Whether a container promises no order: hash tables, and what {@code Set.of} and
     * {@code Map.of} return. All others keep theirs.
     */
    static boolean isUnordered(Object container) {
        if (container instanceof LinkedHashSet || container instanceof LinkedHashMap) {
            return false;
        }
        return container instanceof HashSet || container instanceof HashMap || container instanceof Hashtable
                || container instanceof ConcurrentHashMap || container instanceof WeakHashMap
                || container instanceof IdentityHashMap || IMMUTABLE.contains(container.getClass());
    }

}
