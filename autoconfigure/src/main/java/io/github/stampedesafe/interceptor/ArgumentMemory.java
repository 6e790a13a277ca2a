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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.KeyText;

/**
 * Remembers what was made of the arguments of calls, by the arguments themselves. Only
 * arguments that cannot change are remembered, and that mean the same whenever they are
 * equal, see {@link KeyText#isConstant}. Others are never found, and none of their
 * methods is called.
 * <p>
 * Each place holds what was remembered last, so the memory is bounded and may forget at
 * any time. Thread-safe; finding allocates nothing.
 *
 * @param <T> what is made of arguments, immutable
 */
final class ArgumentMemory<T> {

    private static final int MOST_PLACES = 1 << 14;

    private final int[] positions;

    private final AtomicReferenceArray<@Nullable Remembered<T>> places;

    /**
     * Creates an empty memory.
     * @param positions positions of the arguments that count
     * @param size how many calls are worth remembering; positive
     */
    ArgumentMemory(List<Integer> positions, int size) {
        this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
        // Half of the places are empty then, so that few of the others are shared.
        int most = Math.min(size, MOST_PLACES / 2);
        this.places = new AtomicReferenceArray<>(2 * Integer.highestOneBit(2 * most - 1));
    }

    /**
     * Whether a call with these arguments can be remembered.
     * @param arguments all arguments
     */
    boolean canRemember(@Nullable Object[] arguments) {
        for (int position : this.positions) {
            if (!KeyText.isConstant(arguments[position])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns what was remembered, {@code null} if nothing is.
     * @param arguments all arguments, which {@link #canRemember can be remembered}
     */
    @Nullable T find(@Nullable Object[] arguments) {
        Remembered<T> remembered = this.places.get(place(arguments));
        return (remembered != null && isOf(remembered.parts, arguments)) ? remembered.value : null;
    }

    /**
     * Remembers what was made of arguments.
     * @param arguments all arguments, which {@link #canRemember can be remembered}
     * @param value what was made of those that count
     */
    void remember(@Nullable Object[] arguments, T value) {
        @Nullable Object[] parts = new @Nullable Object[this.positions.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = arguments[this.positions[i]];
        }
        this.places.set(place(arguments), new Remembered<>(parts, value));
    }

    private boolean isOf(@Nullable Object[] parts, @Nullable Object[] arguments) {
        for (int i = 0; i < parts.length; i++) {
            if (!Objects.equals(parts[i], arguments[this.positions[i]])) {
                return false;
            }
        }
        return true;
    }

    private int place(@Nullable Object[] arguments) {
        int hash = 0;
        for (int position : this.positions) {
            hash = 31 * hash + Objects.hashCode(arguments[position]);
        }
        int spread = hash * 0x9E3779B9; // hashes of numbers differ in their lowest bits
        return (spread ^ (spread >>> 16)) & (this.places.length() - 1);
    }

    private static final class Remembered<T> {

        private final @Nullable Object[] parts;

        private final T value;

        Remembered(@Nullable Object[] parts, T value) {
            this.parts = parts;
            this.value = value;
        }

    }

}
