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

import io.github.stampedesafe.event.InstancePause;
import io.github.stampedesafe.event.PauseReport;

/**
 * Ticks, and tells the Flight Recorder of pauses. An event has to begin before its pause:
 * each tick begins one, which is thrown away unless the next tick is late. That costs
 * nothing while nobody records.
 */
final class RecordedPauses implements Runnable {

    private final PauseReport pauses;

    private PauseEvent event = new PauseEvent();

    RecordedPauses(PauseReport pauses) {
        this.pauses = pauses;
    }

    @Override
    public void run() {
        InstancePause pause = this.pauses.tick();
        if (pause != null) {
            this.event.stoodStill = pause.lasted().toNanos();
            this.event.commit();
        }
        this.event = new PauseEvent();
        this.event.begin();
    }

}
