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

package io.github.stampedesafe.autoconfigure;

import java.time.InstantSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.event.PauseReport;

/** Notices pauses of this instance, on the thread of the tasks that never wait. */
@Configuration(proxyBeanMethods = false)
@Lazy
class PauseConfiguration {

    @Bean
    @ConditionalOnMissingBean
    PauseReport stampedeSafePauses() {
        return new PauseReport(System::nanoTime, InstantSource.system());
    }

    /**
     * Ticks after all else that its thread does once at the start, which would make a
     * tick late. A runtime image made by {@code jlink} can lack the Flight Recorder.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    BackgroundTask stampedeSafePausesTask(PauseReport pauses, ResourceLoader application) {
        boolean canRecord = ClassUtils.isPresent("jdk.jfr.Event", application.getClassLoader());
        Runnable tick = canRecord ? new RecordedPauses(pauses) : pauses::tick;
        return new BackgroundTask("noticing pauses of this instance", tick, PauseReport.PERIOD,
                BackgroundTask.Pace.NEVER_WAITS, pauses::stop);
    }

}
