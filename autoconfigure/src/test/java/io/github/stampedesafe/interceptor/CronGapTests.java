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

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Values that do not live from one time of their cron expression to the next. */
class CronGapTests {

    static class TooShort {

        @StampedeSafeCacheable(cacheName = "a", ttl = "25h")
        @ScheduledRecompute(cron = "0 0 6 * * *")
        public String call() {
            return "";
        }

    }

    static class OddJitter {

        @StampedeSafeCacheable(cacheName = "a", ttl = "100s", jitter = 0.29)
        @ScheduledRecompute(cron = "0 0 6 * * *")
        public String call() {
            return "";
        }

    }

    static class LongEnough {

        @StampedeSafeCacheable(cacheName = "a", ttl = "28h")
        @ScheduledRecompute(cron = "0 0 6 * * *")
        public String daily() {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "b", ttl = "20h", staleWhileRevalidate = "8h")
        @ScheduledRecompute(cron = "0 0 6 * * *")
        public String dailyAndStale() {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "c", ttl = "28h")
        @ScheduledRecompute(cron = "0 0 6 * * MON-FRI")
        public String onWeekdays() {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "d", ttl = "28h")
        @ScheduledRecompute(cron = "0 0 6 31 2 *")
        public String never() {
            return "";
        }

    }

    @Test
    void aValueThatMayExpireBeforeTheNextTimeIsAWarning() {
        assertThat(warnings(TooShort.class)).containsExactly("[method=\"TooShort.call()\"] 'cron' is '0 0 6 * * *' on "
                + "TooShort.call(), which is every 1d or less often, but a value may live for only 22h30m ('ttl' less "
                + "'jitter', and 'staleWhileRevalidate'): there may be none in between. Let values live longer, unless "
                + "that is meant.");
    }

    /** 0.29 times 100 seconds is a little less than 29 seconds in binary digits. */
    @Test
    void theShortestLifeHasNoRestOfARounding() {
        assertThat(warnings(OddJitter.class)).singleElement().asString().contains("may live for only 1m11s ('ttl'");
    }

    @Test
    void aValueThatLivesAsLongAsTheShortestGapIsNot() {
        assertThat(warnings(LongEnough.class)).isEmpty();
    }

    private static List<String> warnings(Class<?> bean) {
        Logger logger = (Logger) LoggerFactory.getLogger(ScheduleReader.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (CacheContext context = CacheContext.of(bean)) {
            assertThat(context.advisor().scheduledMethods()).isNotEmpty();
            return log.list.stream()
                .map((event) -> event.getKeyValuePairs() + " " + event.getFormattedMessage())
                .toList();
        }
        finally {
            logger.detachAppender(log);
        }
    }

}
