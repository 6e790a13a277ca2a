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

import java.time.Duration;
import java.util.concurrent.Executor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.function.SingletonSupplier;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.recompute.RecomputeDispatcher;
import io.github.stampedesafe.recompute.RecomputeSchedule;

/** The dispatcher of recomputes, and recomputes at set times. */
@Configuration(proxyBeanMethods = false)
@Lazy
class RecomputeConfiguration {

    private static final Duration PERIOD = Duration.ofMillis(250);

    @Bean
    RecomputeDispatcher stampedeSafeRecomputeDispatcher(ObjectProvider<SingleFlightCache> engine,
            EngineResources resources, @Qualifier("stampedeSafeListeners") CacheListener listener,
            StampedeSafeProperties properties) {
        return new RecomputeDispatcher(SingletonSupplier.of(engine::getObject), resources, listener,
                HotKeyConfiguration.settings(properties).loadSeconds());
    }

    @Bean(defaultCandidate = false)
    ScheduleThreads stampedeSafeScheduleExecutor(ResourceLoader application) {
        return new ScheduleThreads(application.getClassLoader());
    }

    @Bean
    @ConditionalOnMissingBean
    RecomputeSchedule stampedeSafeRecomputeSchedule(StampedeSafeAdvisor advisor, RecomputeDispatcher dispatcher,
            @Qualifier("stampedeSafeScheduleExecutor") Executor evaluator) {
        return new RecomputeSchedule(advisor::scheduledMethods, dispatcher, evaluator);
    }

    /**
     * It does not wait for Redis, but begins after those that do: the first of them asks
     * Redis for its time.
     */
    @Bean
    BackgroundTask stampedeSafeRecomputeTask(RecomputeSchedule schedule) {
        return BackgroundTask.polling("recomputing at set times", PERIOD, schedule::run);
    }

}
