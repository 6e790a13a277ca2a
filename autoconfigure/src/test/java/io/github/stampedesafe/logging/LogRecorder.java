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

package io.github.stampedesafe.logging;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** Hears what a class logs. */
final class LogRecorder implements AutoCloseable {

    private final Logger logger;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    LogRecorder(Class<?> type, Level level) {
        this.logger = (Logger) LoggerFactory.getLogger(type);
        this.logger.setLevel(level);
        this.log.start();
        this.logger.addAppender(this.log);
    }

    List<String> lines() {
        return this.log.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    List<String> fields() {
        return this.log.list.stream().map((event) -> String.valueOf(event.getKeyValuePairs())).toList();
    }

    @Override
    public void close() {
        this.logger.detachAppender(this.log);
        this.logger.setLevel(null);
    }

}
