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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A process that takes the processors from all others, for ten seconds at most. */
public final class Burner {

    private static final long LIMIT_NANOS = 10_000_000_000L;

    private Burner() {
    }

    /** Burns while something is done. */
    static <T> T during(Supplier<T> work) {
        Process process = start();
        try {
            return work.get();
        }
        finally {
            process.destroyForcibly();
        }
    }

    /** Burns until it is killed, or standard input ends. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(Burner::burn, "burner-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("burning");
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
    }

    private static Process start() {
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp",
                    System.getProperty("java.class.path"), Burner.class.getName())
                .start();
            // It burns when it has said so.
            if (process.getInputStream().read() < 0) {
                throw new IllegalStateException("The process that burns CPU did not start");
            }
            return process;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void burn() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LIMIT_NANOS) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }

}
