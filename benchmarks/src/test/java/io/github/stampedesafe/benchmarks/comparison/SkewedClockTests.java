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

package io.github.stampedesafe.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SkewedClockTests {

    private static final long HOUR = 3_600_000;

    @AfterEach
    void setRight() {
        SkewedClock.ahead(0);
    }

    @Test
    void everyWallClockOfALibraryIsWrong() throws Exception {
        Supplier<List<Long>> library = transformed();
        SkewedClock.ahead(HOUR);

        long before = System.currentTimeMillis();
        assertThat(library.get()).hasSize(3)
            .allSatisfy((millis) -> assertThat(millis - before).isBetween(HOUR, HOUR + 60_000));
    }

    @Test
    void classWithoutAClockStaysAsItIs() throws IOException {
        assertThat(SkewedClock.transform(bytes(Value.class))).isNull();
    }

    @SuppressWarnings("unchecked")
    private static Supplier<List<Long>> transformed() throws Exception {
        byte[] bytes = Objects.requireNonNull(SkewedClock.transform(bytes(Library.class)));
        ClassLoader loader = new ClassLoader(SkewedClockTests.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Library.class.getName()) ? defineClass(name, bytes, 0, bytes.length)
                        : super.loadClass(name, resolve);
            }
        };
        return (Supplier<List<Long>>) loader.loadClass(Library.class.getName()).getConstructor().newInstance();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream file = Objects
            .requireNonNull(type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class"))) {
            return file.readAllBytes();
        }
    }

    /** Reads the time as libraries do. */
    public static class Library implements Supplier<List<Long>> {

        @Override
        public List<Long> get() {
            return List.of(System.currentTimeMillis(), Instant.now().toEpochMilli(), InstantSource.system().millis());
        }

    }

}
