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

import java.lang.reflect.Array;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Looks for the first difference between a value and what was read back of it.
 * <p>
 * An object of the application is its fields: {@code equals} may compare too little, such
 * as an id, or too much, such as the identity of an array. A value of the JDK is compared
 * by {@code equals}. Classes have to be the same, because a caller that got a {@code Dog}
 * from the load must not get an {@code Animal} from the cache; only collections and maps
 * may be of another class of the same kind, with the same elements in the same order.
 * <p>
 * The work is bounded: what is beyond {@link #MANY} objects is not compared. Cycles end
 * where the same pair is met again.
 */
final class ValueComparison {

    /** Objects that are compared at most. */
    static final int MANY = 1_000_000;

    /** Nesting that is compared at most, far more than JSON may have. */
    private static final int DEEP = 1_000;

    /** Pairs that are being compared, from the value to the part that is looked at. */
    private final IdentityHashMap<Object, Object> met = new IdentityHashMap<>();

    private int left = MANY;

    private int depth;

    private ValueComparison() {
    }

    /**
     * Returns the first difference, {@code null} if there is none. That a value cannot be
     * compared, because another thread changes it or its own code fails, is a difference.
     */
    static @Nullable ValueDifference between(@Nullable Object loaded, @Nullable Object read) {
        try {
            return new ValueComparison().compare(loaded, read);
        }
        catch (RuntimeException | StackOverflowError | LinkageError ex) {
            return changed("it cannot be compared with what came back (%s)".formatted(ex.getClass().getName()));
        }
    }

    private @Nullable ValueDifference compare(@Nullable Object loaded, @Nullable Object read) {
        if (loaded == read || this.left-- <= 0) {
            return null;
        }
        if (loaded == null || read == null) {
            return ofClass(loaded, read);
        }
        // Most of what there is.
        if (loaded.getClass() == String.class) {
            return loaded.equals(read) ? null : differs(loaded, read);
        }
        ComparedClass how = ComparedClass.of(loaded.getClass());
        if (how.isPlain()) {
            return (loaded.getClass() == read.getClass() && how.isSame(loaded, read)) ? null : differs(loaded, read);
        }
        if (this.met.put(loaded, read) == read) {
            return null;
        }
        if (this.depth >= DEEP) {
            return changed("is nested deeper than %d levels".formatted(DEEP));
        }
        this.depth++;
        ValueDifference difference = compareParts(how, loaded, read);
        this.depth--;
        this.met.remove(loaded);
        return difference;
    }

    private @Nullable ValueDifference compareParts(ComparedClass how, Object loaded, Object read) {
        ValueDifference difference;
        if (loaded instanceof Collection<?> collection) {
            difference = compareCollections(collection, read);
        }
        else if (loaded instanceof Map<?, ?> map) {
            difference = compareMaps(map, read);
        }
        else if (loaded instanceof Map.Entry<?, ?> entry && read instanceof Map.Entry<?, ?> other) {
            return compareEntries(entry, other);
        }
        else if (loaded.getClass() != read.getClass()) {
            return ofClass(loaded, read);
        }
        else {
            difference = compareContents(loaded, read);
        }
        // A collection of the application may have fields of its own.
        return (difference == null && loaded.getClass() == read.getClass()) ? compareFields(how, loaded, read)
                : difference;
    }

    private @Nullable ValueDifference compareContents(Object loaded, Object read) {
        if (loaded.getClass().isArray()) {
            return compareArrays(loaded, read);
        }
        if (loaded instanceof Optional<?> optional) {
            return compare(optional.orElse(null), ((Optional<?>) read).orElse(null));
        }
        if (loaded instanceof AtomicReference<?> reference) {
            return compare(reference.get(), ((AtomicReference<?>) read).get());
        }
        if (loaded instanceof Throwable failure) {
            return compareFailures(failure, (Throwable) read);
        }
        return null;
    }

    private @Nullable ValueDifference compareFields(ComparedClass how, Object loaded, Object read) {
        for (ComparedClass.Property property : how.properties(loaded, read)) {
            ValueDifference difference = compare(property.of(loaded), property.of(read));
            if (difference != null) {
                return difference.in("." + property.name());
            }
        }
        return how.isClosed() ? unless(how.isSame(loaded, read), loaded) : null;
    }

    private @Nullable ValueDifference compareArrays(Object loaded, Object read) {
        if (loaded.getClass().getComponentType().isPrimitive()) {
            return unless(Arrays.deepEquals(new Object[] { loaded }, new Object[] { read }), loaded);
        }
        int length = Array.getLength(loaded);
        if (length != Array.getLength(read)) {
            return ofSize(length, Array.getLength(read));
        }
        for (int i = 0; i < length; i++) {
            ValueDifference difference = compare(Array.get(loaded, i), Array.get(read, i));
            if (difference != null) {
                return difference.in("[" + i + "]");
            }
        }
        return null;
    }

    private @Nullable ValueDifference compareFailures(Throwable loaded, Throwable read) {
        ValueDifference difference = compare(loaded.getMessage(), read.getMessage());
        if (difference != null) {
            return difference.in(".message");
        }
        difference = compare(loaded.getCause(), read.getCause());
        if (difference != null) {
            return difference.in(".cause");
        }
        difference = compareArrays(loaded.getStackTrace(), read.getStackTrace());
        return (difference != null) ? difference.in(".stackTrace") : null;
    }

    private @Nullable ValueDifference compareCollections(Collection<?> loaded, Object other) {
        if (!ContainerKind.isKept(loaded, other)) {
            return ofClass(loaded, other);
        }
        Collection<?> read = (Collection<?>) other;
        if (!ContainerKind.sameOrder(loaded, read)) {
            return changed("lost its comparator");
        }
        if (loaded.size() != read.size()) {
            return ofSize(loaded.size(), read.size());
        }
        Iterator<?> there = read.iterator();
        int i = 0;
        for (Object element : loaded) {
            ValueDifference difference = compare(element, there.next());
            if (difference != null) {
                return ContainerKind.isUnordered(loaded) ? compareUnordered(elements(loaded), elements(read), "[%d]")
                        : difference.in("[" + i + "]");
            }
            i++;
        }
        return null;
    }

    private @Nullable ValueDifference compareMaps(Map<?, ?> loaded, Object other) {
        if (!ContainerKind.isKept(loaded, other)) {
            return ofClass(loaded, other);
        }
        Map<?, ?> read = (Map<?, ?>) other;
        if (!ContainerKind.sameOrder(loaded, read)) {
            return changed("lost its comparator");
        }
        if (loaded.size() != read.size()) {
            return ofSize(loaded.size(), read.size());
        }
        Iterator<? extends Map.Entry<?, ?>> there = read.entrySet().iterator();
        int i = 0;
        for (Map.Entry<?, ?> entry : loaded.entrySet()) {
            ValueDifference difference = compareEntries(entry, there.next());
            if (difference != null) {
                return ContainerKind.isUnordered(loaded)
                        ? compareUnordered(entries(loaded), entries(read), ".entry[%d]")
                        : difference.in(".entry[" + i + "]");
            }
            i++;
        }
        return null;
    }

    private @Nullable ValueDifference compareEntries(Map.Entry<?, ?> loaded, Map.Entry<?, ?> read) {
        ValueDifference difference = compare(loaded.getKey(), read.getKey());
        if (difference != null) {
            return difference.in(".key");
        }
        difference = compare(loaded.getValue(), read.getValue());
        return (difference != null) ? difference.in(".value") : null;
    }

    /** Elements of a hash table are found by their keys, not by their places. */
    private @Nullable ValueDifference compareUnordered(List<Map.Entry<?, ?>> loaded, List<Map.Entry<?, ?>> read,
            String place) {
        Map<@Nullable Object, Map.Entry<?, ?>> byKey = new HashMap<>();
        read.forEach((entry) -> byKey.put(entry.getKey(), entry));
        for (int i = 0; i < loaded.size(); i++) {
            Map.Entry<?, ?> entry = loaded.get(i);
            Map.Entry<?, ?> same = byKey.get(entry.getKey());
            ValueDifference difference = (same != null) ? compareEntries(entry, same) : changed("did not come back");
            if (difference != null) {
                return difference.in(place.formatted(i));
            }
        }
        return null;
    }

    private static List<Map.Entry<?, ?>> elements(Collection<?> collection) {
        List<Map.Entry<?, ?>> elements = new ArrayList<>(collection.size());
        collection
            .forEach((element) -> elements.add(new SimpleEntry<@Nullable Object, @Nullable Object>(element, null)));
        return elements;
    }

    private static List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        return new ArrayList<>(map.entrySet());
    }

    private static @Nullable ValueDifference differs(Object loaded, Object read) {
        return (loaded.getClass() != read.getClass()) ? ofClass(loaded, read) : unless(false, loaded);
    }

    private static ValueDifference ofClass(@Nullable Object loaded, @Nullable Object read) {
        return new ValueDifference("", "%s came back as %s".formatted(name(loaded), name(read)),
                loaded != null && read != null);
    }

    private static ValueDifference ofSize(int loaded, int read) {
        return changed("%d elements came back as %d".formatted(loaded, read));
    }

    private static @Nullable ValueDifference unless(boolean same, Object loaded) {
        return same ? null : changed("another %s came back".formatted(name(loaded)));
    }

    private static ValueDifference changed(String change) {
        return new ValueDifference("", change, false);
    }

    private static String name(@Nullable Object object) {
        return (object != null) ? object.getClass().getTypeName() : "null";
    }

}
