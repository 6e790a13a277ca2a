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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.stampedesafe.multiprocess.WorkerProcess;

/**
 * The classes of an instance, parsed and verified once for all instances (class data
 * sharing). Halves the processor time of a start, of which a comparison has hundreds.
 * Changes nothing else: an instance that cannot use the archive loads its classes itself,
 * as all do if the class path holds a directory.
 */
final class SharedClasses {

    private static final int PATIENCE_SECONDS = 120;

    private final Path archive;

    private SharedClasses(Path archive) {
        this.archive = archive;
    }

    /** Lets one instance start and end, and keeps its classes. */
    static SharedClasses of(PeerKind peer, int redisPort, SourceServer source) {
        try {
            Path directory = Files.createTempDirectory("shared-classes");
            Path archive = directory.resolve("classes.jsa");
            // The last one is deleted first.
            directory.toFile().deleteOnExit();
            archive.toFile().deleteOnExit();
            Process start = new ProcessBuilder(WorkerProcess.command(PeerProcess.class,
                    List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off"),
                    PeerProcess.options(peer, redisPort, source.port(), 1)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
            start.getOutputStream().close(); // an instance ends with its input
            if (!start.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                start.destroyForcibly();
            }
            return new SharedClasses(archive);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an instance started", ex);
        }
    }

    /** Returns what makes a JVM use the archive, nothing if there is none. */
    List<String> options() {
        return Files.exists(this.archive) ? List.of("-XX:SharedArchiveFile=" + this.archive) : List.of();
    }

}
