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

package io.github.stampedesafe.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Recomputes the value of a {@link StampedeSafeCacheable} method at set times, even if
 * nobody asks for it, and once per cluster, not per instance. Readers find the old value
 * until the new one is stored.
 * <p>
 * Exactly one of {@link #fixedRate}, {@link #fixedDelay} and {@link #cron} is set. A
 * value that a call or a put stored counts as a recompute: the next one is due one period
 * after it. A recompute that fails leaves the old value and is tried again, with growing
 * pauses, before the next is due.
 * <p>
 * It runs in the background, as refreshes do: without a request, a transaction or a
 * security context of a caller. The bean is a singleton that is created at the start.
 * <p>
 * Durations are written {@code 10m}, {@code 1500ms} or {@code PT10M}; placeholders such
 * as {@code ${totals.rate}} work in all attributes but {@link #arguments}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ScheduledRecompute {

    /**
     * Time from the start of one recompute to the start of the next. Not longer than
     * values live, so that they do not expire in between; only a {@code null}, which
     * lives shorter, may. Instances look four times a second for what is due, so a
     * shorter time has no further effect.
     */
    String fixedRate() default "";

    /**
     * Time from the end of one recompute to the start of the next. Not longer than values
     * live, and not more precise than {@link #fixedRate}.
     */
    String fixedDelay() default "";

    /**
     * When to recompute, as Spring's {@code CronExpression} has it: second, minute, hour,
     * day of month, month, day of week. {@code -} is never. A value whose life ends
     * before the next time expires as usual; a warning at the start says so. Its
     * {@code jitter} shortens its life.
     */
    String cron() default "";

    /**
     * Time zone of {@link #cron}, such as {@code Europe/Berlin}; by default the JVM's.
     */
    String zone() default "";

    /**
     * Whether a value that is absent at the start of the application is loaded at once,
     * with {@link #cron}. With the other attributes it always is.
     */
    boolean onStartup() default false;

    /**
     * Which arguments the method is called with: a SpEL expression, or the name of a bean
     * that is a {@code Supplier} or {@code Callable}. Required if the method has
     * parameters.
     * <p>
     * The expression may use beans ({@code @countries.busiest()}) and the bean of the
     * method, which is its root ({@code busiest()}). It returns a collection, array or
     * stream with an {@code Object[]} or {@code List} of arguments for each call, or the
     * argument itself if there is one parameter ({@code {'DE', 'FR'}}). It is evaluated
     * anew each time, on each instance. New arguments are loaded at that time, with
     * {@link #cron} even if the evaluation is late. If the evaluation fails or returns
     * {@code null}, the last arguments stay in use.
     */
    String arguments() default "";

}
