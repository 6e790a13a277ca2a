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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.task.TaskDecorator;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.StampedeSafeTaskDecorator;
import io.github.stampedesafe.engine.EngineHooks;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.NearMaps;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.logging.LoggingCacheListener;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.StoreClock;

/** The engine, its threads and its listeners. Nothing is created before the first use. */
@Configuration(proxyBeanMethods = false)
@Lazy
class EngineConfiguration {

    private static final Duration RECOVERY_PERIOD = Duration.ofMillis(250);

    private static final Duration WARM_UP_TIMEOUT = Duration.ofSeconds(8);

    /** A busy machine that starts cold takes seconds for a first connection. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    /** Redis at hand answers within it, and a caller without Redis hardly notices it. */
    private static final Duration USE_TIMEOUT = Duration.ofMillis(500);

    @Bean
    @ConditionalOnMissingBean
    LoggingCacheListener stampedeSafeLoggingListener() {
        return new LoggingCacheListener(System::nanoTime);
    }

    @Bean(defaultCandidate = false)
    CacheListeners stampedeSafeListeners(ObjectProvider<CacheListener> listeners) {
        return new CacheListeners(() -> listeners.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    CacheStatistics stampedeSafeStatistics() {
        return new CacheStatistics();
    }

    @Bean
    @ConditionalOnMissingBean
    EngineHooks stampedeSafeEngineHooks(@Qualifier("stampedeSafeListeners") CacheListener listener,
            ObjectProvider<ReadRates> readRates, ObjectProvider<LoadScope> scopes, ObjectProvider<NearMaps> nearMaps) {
        return new EngineHooks(listener, readRates.getIfAvailable(() -> ReadRates.UNKNOWN),
                scopes.orderedStream().reduce(LoadScope::around).orElse(LoadScope.NONE),
                nearMaps.getIfAvailable(() -> NearMaps.NONE));
    }

    @Bean(defaultCandidate = false)
    RefreshThreads stampedeSafeRefreshExecutor(StampedeSafeProperties properties, Environment environment,
            ResourceLoader application) {
        return new RefreshThreads(properties.refresh().threads(), Threading.VIRTUAL.isActive(environment),
                application.getClassLoader());
    }

    @Bean(defaultCandidate = false)
    AsyncThreads stampedeSafeAsyncExecutor(StampedeSafeProperties properties, Environment environment,
            ResourceLoader application) {
        return new AsyncThreads(properties.async().threadsOr(Runtime.getRuntime().availableProcessors()),
                Threading.VIRTUAL.isActive(environment), application.getClassLoader());
    }

    @Bean
    @ConditionalOnMissingBean(SingleFlightCache.class)
    OutageGuard stampedeSafeOutageGuard(StampedeSafeProperties properties, ObjectProvider<EntryStore> store,
            ObjectProvider<LeaseProvider> leases, EngineResources resources,
            @Qualifier("stampedeSafeListeners") CacheListener listener) {
        EntryStore entries = store.getIfAvailable(() -> {
            throw missing("EntryStore", "Spring Data Redis", "org.springframework.data:spring-data-redis");
        });
        LeaseProvider provider = leases.getIfAvailable(() -> {
            throw missing("LeaseProvider", "Redisson", "org.redisson:redisson");
        });
        return new OutageGuard(entries, provider,
                new OutageGuard.Settings(properties.redis().onUndeliveredChange(), OutageGuard.Settings.MANY_KEYS),
                resources.nanoTime(), listener);
    }

    @Bean
    @ConditionalOnMissingBean
    SingleFlightCache stampedeSafeEngine(StampedeSafeProperties properties, OutageGuard guard,
            EngineResources resources, EngineHooks hooks) {
        EngineSettings settings = new EngineSettings(properties.lease(), properties.redis().onFailure(),
                properties.redis().outageTtl(), properties.refresh().threads(), properties.refresh().queue());
        return new SingleFlightCache(guard.store(), guard.leases(), settings, resources, hooks);
    }

    /** Not through the guard: that a first connection takes long is no outage. */
    @Bean
    @ConditionalOnBean({ OutageGuard.class, EntryStore.class, LeaseProvider.class })
    BackgroundTask stampedeSafeWarmUpTask(EntryStore store, LeaseProvider leases, OutageGuard guard) {
        return BackgroundTask.bracket("going the way of a first miss",
                new WarmUp(store, leases, guard, System::nanoTime, WARM_UP_TIMEOUT), () -> {
                });
    }

    @Bean
    @ConditionalOnBean(OutageGuard.class)
    BackgroundTask stampedeSafeOutageTask(OutageGuard guard, SingleFlightCache engine) {
        return new BackgroundTask("recovering from an outage", () -> guard.recover(engine::receive), RECOVERY_PERIOD,
                BackgroundTask.Pace.WAITS_FOR_REDIS, () -> guard.stop(engine::receive));
    }

    /**
     * Marked decorators have the last word, inside of what is carried anyway.
     */
    @Bean
    @ConditionalOnMissingBean
    EngineResources stampedeSafeEngineResources(@Qualifier("stampedeSafeRefreshExecutor") Executor refreshes,
            @Qualifier("stampedeSafeAsyncExecutor") AsyncThreads async,
            @StampedeSafeTaskDecorator ObjectProvider<TaskDecorator> decorators, ResourceLoader application,
            BeanFactory beans) {
        InstantSource time = beans.getBeanProvider(StoreClock.class)
            .getIfAvailable(() -> InstantSource.system()::instant);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        List<TaskDecorator> marked = decorators.orderedStream().toList();
        UnaryOperator<Runnable> carried = CarriedContext.create(application.getClassLoader());
        return new EngineResources(time, System::nanoTime, random, Waiting.blocking(), refreshes,
                (task) -> carried.apply(decorated(marked, task)), async, async);
    }

    @Bean
    BackgroundTask stampedeSafeLeaseExtensionTask(SingleFlightCache engine, StampedeSafeProperties properties) {
        return BackgroundTask.quick("extending leases", properties.lease().dividedBy(3), engine::extendLeases);
    }

    @Bean
    BackgroundTask stampedeSafeClearedMarksTask(SingleFlightCache engine) {
        return BackgroundTask.polling("looking for cleared caches", Duration.ofSeconds(1), engine::refreshMarks);
    }

    @Bean
    Usage stampedeSafeUsage(StampedeSafeAdvisor advisor, ConfigurableListableBeanFactory beans,
            ObjectProvider<BackgroundTasks> tasks) {
        return new Usage(advisor, beans, tasks);
    }

    @Bean
    @Lazy(false)
    BackgroundTasks stampedeSafeBackgroundTasks(ObjectProvider<BackgroundTask> tasks, Usage usage) {
        return new BackgroundTasks(() -> tasks.orderedStream().toList(), usage::isSeen, START_TIMEOUT, USE_TIMEOUT);
    }

    /** Decorates a task, by the first decorator outside the others. */
    private static Runnable decorated(List<TaskDecorator> decorators, Runnable task) {
        Runnable decorated = task;
        for (int i = decorators.size() - 1; i >= 0; i--) {
            decorated = decorators.get(i).decorate(decorated);
        }
        return decorated;
    }

    private static InvalidSettingException missing(String type, String library, String dependency) {
        return new InvalidSettingException(
                "There is no bean of type %s, and %s, on which ours is built, is not on the class path.".formatted(type,
                        library),
                "Add '%s', define such a bean, or set 'stampede-safe.enabled' to 'false'.".formatted(dependency));
    }

}
