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

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * An event of the Flight Recorder. Its duration reaches from the last tick before the
 * pause to the first one after it.
 */
@Name(PauseEvent.NAME)
@Label("Instance Pause")
@Category("Stampede Safe")
@Description("This instance did not run: the process was stopped, collected garbage or got no processor")
@StackTrace(false)
final class PauseEvent extends Event {

    static final String NAME = "io.github.stampedesafe.InstancePause";

    @Label("Stood Still")
    @Timespan(Timespan.NANOSECONDS)
    long stoodStill;

}
