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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.ScheduledRecompute;

/** What can be seen to be wrong with a schedule from looking at its method. */
final class ScheduleRules {

    private final ScheduledRecompute schedule;

    private final String element;

    private ScheduleRules(ScheduledRecompute schedule, String element) {
        this.schedule = schedule;
        this.element = element;
    }

    /**
     * Checks a schedule.
     * @throws InvalidSettingException if it cannot work
     */
    static void check(MethodAnnotations annotations, ScheduledRecompute schedule) {
        ScheduleRules rules = new ScheduleRules(schedule, annotations.describe());
        rules.valueIsCachedOnce(annotations.cacheables().size());
        rules.timeIsSaidOnce();
        rules.argumentsAreKnown(SuspendFunctions.parameterCount(annotations.method()));
    }

    private void valueIsCachedOnce(int cacheables) {
        if (cacheables == 0) {
            throw new InvalidSettingException(
                    "'@ScheduledRecompute' is on %s, which has no '@StampedeSafeCacheable'.".formatted(this.element),
                    "Add it, or remove the annotation.");
        }
        if (cacheables > 1) {
            throw new InvalidSettingException(
                    "'@ScheduledRecompute' is on %s, which has %d '@StampedeSafeCacheable', and only one can be recomputed."
                        .formatted(this.element, cacheables),
                    "Keep one of them, or remove the annotation.");
        }
    }

    private void timeIsSaidOnce() {
        List<String> said = Stream
            .of(said("fixedRate", this.schedule.fixedRate()), said("fixedDelay", this.schedule.fixedDelay()),
                    said("cron", this.schedule.cron()))
            .filter((setting) -> !setting.isEmpty())
            .toList();
        if (said.isEmpty()) {
            throw new InvalidSettingException("'@ScheduledRecompute' on %s does not say when.".formatted(this.element),
                    "Set one of 'fixedRate', 'fixedDelay' and 'cron'.");
        }
        if (said.size() > 1) {
            throw new InvalidSettingException("%s on %s, but only one can say when."
                .formatted(said.stream().collect(Collectors.joining(" and ")), this.element), "Remove the others.");
        }
        if (!this.schedule.zone().isEmpty() && this.schedule.cron().isEmpty()) {
            throw new InvalidSettingException("'zone' is '%s' on %s, but there is no 'cron' that it could be of."
                .formatted(this.schedule.zone(), this.element), "Remove it.");
        }
    }

    private void argumentsAreKnown(int parameters) {
        String arguments = this.schedule.arguments();
        if (parameters > 0 && arguments.isEmpty()) {
            throw new InvalidSettingException(
                    "'@ScheduledRecompute' on %s does not say with which 'arguments'.".formatted(this.element),
                    "Write an expression such as '@countries.busiest()', or the name of a Supplier bean.");
        }
        if (parameters == 0 && !arguments.isEmpty()) {
            throw new InvalidSettingException(
                    "'arguments' is '%s' on %s, which has no parameters.".formatted(arguments, this.element),
                    "Remove it.");
        }
    }

    private static String said(String name, String value) {
        return value.isEmpty() ? "" : "'%s' is '%s'".formatted(name, value);
    }

}
