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

package io.github.stampedesafe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of the parts of a hit for {@code docs/performance.md} and keeps
 * their results in JMH's own format. Each measuring JVM gets options that say when and on
 * what it ran; JMH keeps them with the results.
 */
public final class JmhRuns {

    private static final Path RESULTS = Path.of("benchmarks/results/jmh.json");

    private static final Path QUICK_RESULTS = Path.of("benchmarks/target/jmh-quick.json");

    private JmhRuns() {
    }

    /**
     * Runs the benchmarks, for about three minutes; with {@code --quick} for one, which
     * shows only that they work.
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        boolean isQuick = Arrays.asList(arguments).contains("--quick");
        List<RunResult> results = List
            .copyOf(run(isQuick, CodecBenchmark.class, KeyBenchmark.class, EngineBenchmark.class));
        Path file = isQuick ? QUICK_RESULTS : RESULTS;
        write(results, file);
        System.out.println("Wrote %s.".formatted(file));
    }

    private static Collection<RunResult> run(boolean isQuick, Class<?>... benchmarks) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().threads(1)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsAppend(facts());
        Stream.of(benchmarks).forEach((each) -> options.include(Pattern.quote(each.getName() + ".")));
        if (isQuick) {
            options.warmupIterations(1).measurementIterations(1).measurementTime(TimeValue.milliseconds(200));
        }
        return new Runner(options.build()).run();
    }

    /** Returns what the results have to be read with. */
    private static String[] facts() {
        return new String[] { "-Dmeasured.date=" + LocalDate.now(ZoneOffset.UTC),
                "-Dmeasured.machine=" + Machine.description(), "-Dmeasured.versions=" + Versions.description() };
    }

    /** All results or none: an older file stays if writing fails. */
    private static void write(Collection<RunResult> results, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, written.toString()).writeOut(results);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

}
