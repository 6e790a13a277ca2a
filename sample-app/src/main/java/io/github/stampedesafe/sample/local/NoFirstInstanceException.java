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

package io.github.stampedesafe.sample.local;

/** The instance whose Redis and database this one is told to use does not run. */
final class NoFirstInstanceException extends RuntimeException {

    NoFirstInstanceException(int port, Throwable cause) {
        super("No first instance listens on port %d ('--%s=%1$d'), so its Redis and its database are gone as well."
            .formatted(port, FirstInstance.PROPERTY), cause);
    }

}
