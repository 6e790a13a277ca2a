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

package io.github.stampedesafe.event;

import java.time.Duration;

/**
 * A schedule does not know with which arguments to call its method. The arguments of the
 * last evaluation stay in use, and the schedule evaluates them again.
 */
public sealed interface ScheduleEvent extends CacheEvent {

    /**
     * Returns class, name and parameter types of the method, such as
     * {@code OrderService.totals(String)}.
     */
    String method();

    /**
     * The evaluation of the arguments failed.
     *
     * @param method class, name and parameter types of the method
     * @param failure why
     */
    record ArgumentsFailed(String method, Throwable failure) implements ScheduleEvent {
    }

    /**
     * The evaluation of the arguments takes long and has not ended. One event stands for
     * each evaluation.
     *
     * @param method class, name and parameter types of the method
     * @param lasting how long the evaluation has taken so far
     */
    record ArgumentsOverdue(String method, Duration lasting) implements ScheduleEvent {
    }

}
