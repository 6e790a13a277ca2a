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

/** Where something was measured. */
public final class Machine {

    private Machine() {
    }

    /** Returns cores, JDK and operating system. */
    public static String description() {
        return String.format("%d cores, JDK %s, %s %s", Runtime.getRuntime().availableProcessors(), Runtime.version(),
                System.getProperty("os.name"), System.getProperty("os.arch"));
    }

}
