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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.StringValueResolver;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.policy.DurationText;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.recompute.Trigger;

/** Reads when the values of one method are recomputed. */
final class ScheduleReader {

    private static final Logger logger = LoggerFactory.getLogger(ScheduleReader.class);

    private static final String REMEDY = "Write a duration such as '10m'";

    private final String element;

    private final SettingSource source;

    private final StringValueResolver placeholders;

    ScheduleReader(String element, StringValueResolver placeholders) {
        this.element = element;
        this.source = SettingSource.attributes(element);
        this.placeholders = placeholders;
    }

    /**
     * Returns the trigger, {@code null} if it is switched off.
     * @param policy how long the values live
     * @throws InvalidSettingException if it cannot work
     */
    @Nullable Trigger trigger(ScheduledRecompute schedule, Policy policy) {
        if (!schedule.fixedRate().isEmpty()) {
            return new Trigger.FixedRate(period(text("fixedRate", schedule.fixedRate()), policy));
        }
        if (!schedule.fixedDelay().isEmpty()) {
            return new Trigger.FixedDelay(period(text("fixedDelay", schedule.fixedDelay()), policy));
        }
        AttributeText cron = text("cron", schedule.cron());
        if (cron.text().equals(Scheduled.CRON_DISABLED)) {
            return null;
        }
        CronExpression expression = expression(cron);
        Trigger.Cron trigger = new Trigger.Cron(new CronCalendar(expression), zone(text("zone", schedule.zone())),
                schedule.onStartup());
        warnOfGaps(expression, trigger, life(policy));
        return trigger;
    }

    /**
     * A value that expires before the next time may be meant to, and times may be more or
     * less far apart: it is said, not refused, and only if it is so each time.
     */
    private void warnOfGaps(CronExpression expression, Trigger.Cron trigger, Duration life) {
        Duration shortest = trigger.shortestGap();
        if (shortest != null && life.compareTo(shortest) < 0) {
            logger.atWarn()
                .addKeyValue("method", this.element)
                .log("'cron' is '%s' on %s, which is every %s or less often, but a value may live for only %s ('ttl' less 'jitter', and 'staleWhileRevalidate'): there may be none in between. Let values live longer, unless that is meant."
                    .formatted(expression, this.element, DurationText.inUnits(shortest), DurationText.inUnits(life)));
        }
    }

    /** Returns how long a value lives at least. */
    private static Duration life(Policy policy) {
        Duration jitter = Duration.ofNanos(Math.round(policy.ttl().toNanos() * policy.jitter()));
        return policy.ttl().minus(jitter).plus(policy.staleWhileRevalidate());
    }

    private Duration period(AttributeText written, Policy policy) {
        Duration period = written.duration(REMEDY);
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw written.invalid("must be at least 1ms", REMEDY);
        }
        Duration life = life(policy);
        if (period.compareTo(life) > 0) {
            throw new InvalidSettingException(
                    "'%s' is '%s' on %s, but a value may live for only %s ('ttl' less 'jitter', and "
                        .formatted(written.attribute(), written.text(), this.element, DurationText.inUnits(life))
                            + "'staleWhileRevalidate'), so that there would be none in between.",
                    "Make it shorter, or let values live longer.");
        }
        return period;
    }

    private static CronExpression expression(AttributeText written) {
        try {
            return CronExpression.parse(written.text());
        }
        catch (IllegalArgumentException ex) {
            throw written.invalid("must be a cron expression of six fields",
                    "Write one such as '0 0 6 * * MON-FRI', or '-' to switch it off");
        }
    }

    private static ZoneId zone(AttributeText written) {
        try {
            return written.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(written.text());
        }
        catch (DateTimeException ex) {
            throw written.invalid("must be a time zone", "Write one such as 'Europe/Berlin'");
        }
    }

    private AttributeText text(String attribute, String written) {
        return AttributeText.of(this.source, attribute, written, this.placeholders, "${totals.rate:10m}").asResolved();
    }

    /**
     * The times of a cron expression of Spring.
     *
     * @param expression knows the times
     */
    private record CronCalendar(CronExpression expression) implements Trigger.Calendar {

        @Override
        public @Nullable ZonedDateTime next(ZonedDateTime time) {
            return this.expression.next(time);
        }

        @Override
        public String toString() {
            return this.expression.toString();
        }

    }

}
