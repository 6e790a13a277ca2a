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

package io.github.stampedesafe.interceptor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.PrintableText;

/** Warns of annotations that may be mistakes, of each once. */
final class StartWarnings {

    private static final Logger logger = LoggerFactory.getLogger(StartWarnings.class);

    private final Set<String> given = ConcurrentHashMap.newKeySet();

    void warn(String sentence) {
        if (this.given.add(sentence)) {
            logger.warn(PrintableText.of(sentence));
        }
    }

}
