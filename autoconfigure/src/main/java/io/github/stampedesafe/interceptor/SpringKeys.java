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

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.ReflectionUtils;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.key.KeyText;

/**
 * Texts of keys that a Spring {@code KeyGenerator} makes. A {@link SimpleKey} has the
 * text of the arguments in it, so that Spring's default key of a call and ours are one
 * key.
 */
public final class SpringKeys {

    /** Spring has no accessor for the arguments. */
    private static final @Nullable Field ARGUMENTS = ReflectionUtils.findField(SimpleKey.class, "params",
            Object[].class);

    private SpringKeys() {
    }

    /**
     * Returns the text of a key.
     * @param key the key
     * @throws UnsupportedKeyException as {@link KeyText#of} does
     */
    public static String text(@Nullable Object key) {
        return (key instanceof SimpleKey simple) ? KeyText.ofArguments(arguments(simple)) : KeyText.of(key);
    }

    private static @Nullable Object[] arguments(SimpleKey key) {
        try {
            if (ARGUMENTS != null) {
                ReflectionUtils.makeAccessible(ARGUMENTS);
                return (@Nullable Object[]) ARGUMENTS.get(key);
            }
        }
        catch (IllegalAccessException | RuntimeException ex) {
            throw unreadable(ex);
        }
        throw unreadable(null);
    }

    private static UnsupportedKeyException unreadable(@Nullable Exception cause) {
        return new UnsupportedKeyException(
                "The arguments in a 'SimpleKey' cannot be read. Write a 'key', or name a 'keyGenerator' that returns a string.",
                cause);
    }

}
