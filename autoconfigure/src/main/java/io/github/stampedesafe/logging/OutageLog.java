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

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.OutageEvent;
import io.github.stampedesafe.event.OutageEvent.OutageBegan;
import io.github.stampedesafe.event.OutageEvent.OutageEnded;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.OutageEvent.Undeliverable;

/** Lines about outages, and about single commands that the server refuses. */
final class OutageLog {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger logger = LoggerFactory.getLogger(LoggingCacheListener.class);

    private final Throttle unavailable;

    private volatile boolean isOut;

    OutageLog(LongSupplier nanoTime) {
        this.unavailable = new Throttle(nanoTime, INTERVAL);
    }

    void log(OutageEvent event) {
        if (event instanceof Unavailable request) {
            unavailable(request);
        }
        else if (event instanceof OutageBegan outage) {
            this.isOut = true;
            began(outage.failure());
        }
        else if (event instanceof OutageEnded outage) {
            this.isOut = false;
            ended(outage);
        }
        else if (event instanceof Undeliverable changes) {
            undeliverable(changes);
        }
    }

    /**
     * In an outage, which has lines of its own, and for a single command that was not
     * answered, this is for debugging. A command that is refused outside of an outage is
     * mostly a setting of the server, and nobody else tells of it.
     */
    private void unavailable(Unavailable event) {
        CacheUnavailableException failure = event.failure();
        if (!this.isOut && failure.reason() == Reason.REFUSED) {
            KeyLine.warn(this.unavailable, event, null, "The cache could not be used: %3$s",
                    String.valueOf(failure.getMessage()));
        }
        logger.debug("The cache could not be used", failure);
    }

    private static void began(CacheUnavailableException failure) {
        logger.atWarn()
            .addKeyValue("reason", failure.reason())
            .log(("The cache is out of reach: %s. Until it is back, values are loaded without it, as "
                    + "'stampede-safe.redis.on-failure' says, and changes stay pending.")
                .formatted(failure.getMessage()));
    }

    private static void ended(OutageEnded outage) {
        long millis = outage.lasted().toMillis();
        logger.atInfo()
            .addKeyValue("lastedMillis", millis)
            .addKeyValue("reads", outage.reads())
            .addKeyValue("pending", outage.pending())
            .addKeyValue("delivered", outage.delivered())
            .log("The cache is back after %d ms: %d reads were not answered, %d changes were pending, %d were delivered"
                .formatted(millis, outage.reads(), outage.pending(), outage.delivered()));
    }

    private static void undeliverable(Undeliverable changes) {
        String message = switch (changes.fate()) {
            case CLEAR_INSTEAD ->
                "%d keys of cache '%s' were changed while it was out of reach, too many to stay pending. It "
                        + "is cleared instead when it is back.";
            case LOST -> "%d changes of cache '%s' could not be delivered before the application stopped. Other "
                    + "instances may serve the old values until they expire.";
        };
        logger.atWarn()
            .addKeyValue("cache", changes.cache())
            .addKeyValue("count", changes.changes())
            .log(message.formatted(changes.changes(), changes.cache()));
    }

}
