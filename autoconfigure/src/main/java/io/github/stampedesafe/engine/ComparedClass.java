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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** How objects of a class are compared. Found out once a class. */
final class ComparedClass {

    private static final ClassValue<ComparedClass> KNOWN = new ClassValue<>() {

        @Override
        protected ComparedClass computeValue(Class<?> type) {
            return new ComparedClass(type);
        }

    };

    private final boolean hasEquals;

    private final boolean hasState;

    private final boolean isPlain;

    private final boolean isClosed;

    private final List<Property> properties = new ArrayList<>();

    /** Fields that need not come back if the class says that the objects are equal. */
    private final List<Property> memos = new ArrayList<>();

    ComparedClass(Class<?> type) {
        Class<?> ofTheJdk = ofTheJdk(type);
        this.hasEquals = declaresEquals(type);
        this.hasState = hasFields(ofTheJdk);
        this.isPlain = !hasParts(type) && (ofTheJdk == type || isMessage(type) || Enum.class.isAssignableFrom(type));
        boolean isOpen = this.isPlain || collectFields(type);
        this.isClosed = !isOpen || (this.hasState && !hasParts(type));
    }

    static ComparedClass of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Whether such objects have no parts to compare one by one. */
    boolean isPlain() {
        return this.isPlain;
    }

    /** Whether such objects have state that is not in the fields that can be read. */
    boolean isClosed() {
        return this.isClosed;
    }

    /** Compares objects of this class as a whole. */
    boolean isSame(Object loaded, Object read) {
        if (loaded instanceof Pattern pattern && ((Pattern) read).flags() != pattern.flags()) {
            return false;
        }
        if (loaded instanceof CharSequence || loaded instanceof Pattern || loaded instanceof URL || isAtomic(loaded)) {
            return loaded.toString().equals(read.toString());
        }
        return this.hasEquals ? saysEqual(loaded, read) : !this.hasState;
    }

    /** Returns the fields that have to be the same in two objects of this class. */
    List<Property> properties(Object loaded, Object read) {
        if (this.memos.isEmpty() || (this.hasEquals && saysEqual(loaded, read))) {
            return this.properties;
        }
        List<Property> all = new ArrayList<>(this.properties);
        all.addAll(this.memos);
        return all;
    }

    private static boolean isAtomic(Object object) {
        return (object instanceof Number && object.getClass().getName().startsWith("java.util.concurrent.atomic."))
                || object instanceof AtomicBoolean || object instanceof AtomicIntegerArray
                || object instanceof AtomicLongArray;
    }

    private static boolean saysEqual(Object loaded, Object read) {
        try {
            return loaded.equals(read);
        }
        catch (RuntimeException | StackOverflowError ex) {
            return false; // the code of the application, which need not expect such an
                          // object
        }
    }

    private static boolean declaresEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        }
        catch (NoSuchMethodException ex) {
            return true; // an interface, of which there is no object
        }
    }

    /** Whether objects are compared by what they hold, whoever wrote their class. */
    private static boolean hasParts(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type) || Throwable.class.isAssignableFrom(type)
                || type == Optional.class || type == AtomicReference.class;
    }

    /** The fields of a message of Protocol Buffers change when they are read. */
    private static boolean isMessage(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (one.getName().equals("com.google.protobuf.AbstractMessageLite")) {
                return true;
            }
        }
        return false;
    }

    private static Class<?> ofTheJdk(Class<?> type) {
        Class<?> one = type;
        while (!isOfTheJdk(one) && one.getSuperclass() != null) {
            one = one.getSuperclass();
        }
        return one;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    private static boolean hasFields(Class<?> ofTheJdk) {
        return ofTheJdk != Object.class && (Stream.of(ofTheJdk.getDeclaredFields())
            .anyMatch((field) -> !Modifier.isStatic(field.getModifiers()))
                || (ofTheJdk.getSuperclass() != null && hasFields(ofTheJdk.getSuperclass())));
    }

    /** Collects the fields; returns {@code false} if they are closed. */
    private boolean collectFields(Class<?> type) {
        try {
            for (Class<?> one = type; one != null && !isOfTheJdk(one); one = one.getSuperclass()) {
                Stream.of(one.getDeclaredFields()).forEach(this::add);
            }
            return true;
        }
        catch (RuntimeException ex) {
            return false; // a module that does not open the class
        }
    }

    private void add(Field field) {
        String name = field.getName();
        if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic() || name.endsWith("$delegate")) {
            return;
        }
        field.setAccessible(true);
        boolean isMemo = Modifier.isTransient(field.getModifiers())
                || (field.getType().isPrimitive() && name.toLowerCase(Locale.ROOT).matches(".*(hash|memo).*"));
        (isMemo ? this.memos : this.properties).add(new Property(name, field));
    }

    /**
     * One field.
     *
     * @param name its name
     * @param field the field, opened
     */
    record Property(String name, Field field) {

        @Nullable Object of(Object object) {
            try {
                return this.field.get(object);
            }
            catch (IllegalAccessException ex) {
                throw new IllegalStateException("The field was opened", ex);
            }
        }

    }

}
