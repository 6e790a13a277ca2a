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

package io.github.stampedesafe.test.redis;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A POSIX signal to a child process. */
public enum ProcessSignal {

    /** Stops the process without ending it. */
    STOP,

    /** Lets a stopped process go on. */
    CONT;

    /** Sends the signal and waits until it is sent. */
    public void sendTo(Process process) {
        try {
            new ProcessBuilder("kill", "-" + name(), String.valueOf(process.pid())).start().waitFor();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
