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

package io.github.stampedesafe.policy;

/**
 * A number of bytes, written the way an operator would: {@code 4MB}, {@code 512KB}. A
 * kilobyte has 1,024 bytes.
 *
 * @param bytes the number; not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final String[] UNITS = { "GB", "MB", "KB" };

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size must not be negative but is %d bytes".formatted(bytes));
        }
    }

    /** Returns a size in megabytes. */
    public static ByteSize ofMegabytes(long megabytes) {
        return new ByteSize(megabytes << 20);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(this.bytes, other.bytes);
    }

    /** Returns the size in the largest unit of which it is a whole multiple. */
    @Override
    public String toString() {
        for (int i = 0; i < UNITS.length; i++) {
            int bits = 10 * (UNITS.length - i);
            if (this.bytes != 0 && this.bytes % (1L << bits) == 0) {
                return (this.bytes >> bits) + UNITS[i];
            }
        }
        return this.bytes + "B";
    }

}
