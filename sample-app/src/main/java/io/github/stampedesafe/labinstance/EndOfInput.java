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

package io.github.stampedesafe.labinstance;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The lab holds the other end of an instance's standard input, which closes when the lab
 * stops or is killed.
 */
final class EndOfInput {

    private static final int ENDED_BY_THE_LAB = 0;

    private EndOfInput() {
    }

    static void haltsThisProcess() {
        Thread thread = new Thread(EndOfInput::await, "end-of-input");
        thread.setDaemon(true);
        thread.start();
    }

    private static void await() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        catch (IOException ex) {
            // An input that cannot be read has no lab at its other end.
        }
        // No exit: hooks could wait for a Redis or a database that is gone.
        Runtime.getRuntime().halt(ENDED_BY_THE_LAB);
    }

}
