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

package io.github.stampedesafe.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.stampedesafe.event.PauseReport;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

class RecordedPausesTests {

    private final MutableClock clock = new MutableClock();

    private final RecordedPauses pauses = new RecordedPauses(new PauseReport(this.clock::nanoTime, this.clock));

    @Test
    void thePauseOfAnInstanceIsOneEventOfTheFlightRecorder(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("pauses.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(PauseEvent.NAME);
            recording.start();
            this.pauses.run();
            tickAfter(PauseReport.PERIOD);
            tickAfter(Duration.ofMillis(900));
            tickAfter(PauseReport.PERIOD);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events).singleElement().satisfies((event) -> {
            assertThat(event.getEventType().getName()).isEqualTo("io.github.stampedesafe.InstancePause");
            assertThat(event.getDuration("stoodStill")).isEqualTo(Duration.ofMillis(800));
        });
    }

    private void tickAfter(Duration time) {
        this.clock.advance(time);
        this.pauses.run();
    }

}
