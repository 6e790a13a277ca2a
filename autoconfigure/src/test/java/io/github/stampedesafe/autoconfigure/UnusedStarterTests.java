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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.StampedeSafeCaches;

import static org.assertj.core.api.Assertions.assertThat;

/** The starter in an application that does not use it. */
@ExtendWith(OutputCaptureExtension.class)
class UnusedStarterTests {

    private static final String OURS = "io.github.stampedesafe.";

    /** What a bean may be besides ours without being injected anywhere. */
    private static final Set<String> HARMLESS = Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum",
            "java.lang.AutoCloseable", "java.io.Serializable", "org.springframework.beans.factory.DisposableBean",
            "org.springframework.beans.factory.SmartInitializingSingleton",
            "org.springframework.beans.factory.config.BeanFactoryPostProcessor",
            "org.springframework.context.Lifecycle", "org.springframework.context.SmartLifecycle",
            "org.springframework.context.Phased", "org.springframework.context.ApplicationListener",
            "java.util.EventListener", "org.springframework.core.Ordered", "org.springframework.aop.Advisor",
            "org.springframework.aop.PointcutAdvisor", "io.micrometer.core.instrument.binder.MeterBinder",
            "org.springframework.boot.health.contributor.HealthIndicator",
            "org.springframework.boot.health.contributor.HealthContributor");

    private static final ApplicationContextRunner PLAIN = new ApplicationContextRunner()
        .withPropertyValues("spring.data.redis.port=1")
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AopAutoConfiguration.class,
                TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

    private static final ApplicationContextRunner OBSERVED = PLAIN
        .withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
                HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
                MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
        .withPropertyValues("management.endpoints.web.exposure.include=*");

    private static final ApplicationContextRunner REDIS = OBSERVED.withConfiguration(
            AutoConfigurations.of(DataRedisAutoConfiguration.class, DataRedisHealthContributorAutoConfiguration.class));

    static Stream<ApplicationContextRunner> applications() {
        ApplicationContextRunner cached = OBSERVED
            .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
            .withUserConfiguration(Caching.class);
        return Stream.of(PLAIN, OBSERVED, cached.withPropertyValues("spring.cache.type=simple"),
                cached.withBean("caffeine", Caffeine.class, Caffeine::newBuilder), REDIS,
                REDIS.withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
                    .withUserConfiguration(Caching.class),
                OBSERVED.withPropertyValues("spring.aop.auto=false").withUserConfiguration(InterfaceProxies.class));
    }

    @ParameterizedTest
    @MethodSource("applications")
    void leavesEveryBeanOfTheApplicationWhatItWas(ApplicationContextRunner application) {
        Map<String, String> before = new TreeMap<>();
        application.run((context) -> before.putAll(beans(context)));
        withStarter(application).run((context) -> {
            assertThat(context).hasNotFailed();
            assertThat(beans(context)).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @MethodSource("applications")
    void offersNoBeanOfATypeThatTheApplicationMayAskFor(ApplicationContextRunner application) {
        withStarter(application).run((context) -> {
            Map<String, Set<String>> offered = new TreeMap<>();
            for (String name : context.getBeanDefinitionNames()) {
                Class<?> type = context.getType(name);
                if (type != null && isOurs(name)
                        && context.getBeanFactory().getMergedBeanDefinition(name).isAutowireCandidate()
                        && isDefaultCandidate(context, name)) {
                    Set<String> others = types(type);
                    if (!others.isEmpty()) {
                        offered.put(name, others);
                    }
                }
            }
            assertThat(offered).isEmpty();
        });
    }

    @Test
    void showsNoHealthUntilTheCacheIsUsed() {
        withStarter(OBSERVED).run((context) -> {
            HealthContributorRegistry health = context.getBean(HealthContributorRegistry.class);
            assertThat(health.getContributor("stampedeSafe")).isNull();
            context.getBean(StampedeSafeCaches.class);
            assertThat(health.getContributor("stampedeSafe")).isNotNull();
        });
        withStarter(OBSERVED).withBean(Contexts.Shop.class)
            .withPropertyValues("management.endpoint.health.group.ready.include=stampedeSafe")
            .run((context) -> assertThat(context).hasNotFailed()
                .getBean(HealthContributorRegistry.class)
                .matches((health) -> health.getContributor("stampedeSafe") != null));
    }

    @Test
    void aGroupThatNamesItsHealthStartsWithoutUse() {
        withStarter(OBSERVED).withPropertyValues("management.endpoint.health.group.ready.include=stampedeSafe")
            .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void createsNoEngineNoConnectionAndNoThreadAndSaysNothing(CapturedOutput output) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        withStarter(REDIS).run((context) -> {
            assertThat(context).hasNotFailed();
            assertThat(List.of("stampedeSafeEngine", "stampedeSafeStoreConnection", "stampedeSafeLeaseClient",
                    "stampedeSafeRefreshExecutor"))
                .noneMatch(context.getBeanFactory()::containsSingleton);
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch((name) -> name.matches("(stampede-safe|redisson).*"));
        });
        assertThat(output).doesNotContain("stampede", "Stampede", "redisson", "Redisson");
    }

    @Test
    void leavesSettingsOfRedisThatTheCacheCannotUseAlone() {
        withStarter(REDIS).withPropertyValues("spring.data.redis.masterreplica.nodes=a:1,b:2")
            .run((context) -> assertThat(context).hasNotFailed());
        withStarter(PLAIN).withPropertyValues("spring.application.name=shop{1}", "spring.data.redis.url=none")
            .run((context) -> assertThat(context).hasNotFailed());
    }

    private static ApplicationContextRunner withStarter(ApplicationContextRunner application) {
        return application.withConfiguration(AutoConfigurations.of(StampedeSafeAutoConfiguration.class,
                StampedeSafeActuatorAutoConfiguration.class, StampedeSafeMetricsAutoConfiguration.class));
    }

    /** Returns the types of the beans that are not ours. */
    private static Map<String, String> beans(AssertableApplicationContext context) {
        Map<String, String> types = new TreeMap<>();
        for (String name : context.getBeanDefinitionNames()) {
            Class<?> type = context.getType(name);
            if (type != null && !isOurs(name)) {
                types.put(name, type.getName());
            }
        }
        return types;
    }

    private static boolean isOurs(String name) {
        return name.startsWith("stampedeSafe") || name.contains(OURS);
    }

    private static boolean isDefaultCandidate(AssertableApplicationContext context, String name) {
        return context.getBeanFactory().getMergedBeanDefinition(name) instanceof AbstractBeanDefinition bean
                && bean.isDefaultCandidate();
    }

    /** Returns all types of a bean that are neither ours nor harmless. */
    private static Set<String> types(Class<?> type) {
        List<Class<?>> all = new ArrayList<>(ClassUtils.getAllInterfacesForClassAsSet(type));
        for (Class<?> parent = type; parent != null; parent = parent.getSuperclass()) {
            all.add(parent);
        }
        return all.stream()
            .map(Class::getName)
            .filter((name) -> !name.startsWith(OURS) && !name.endsWith("Aware") && !HARMLESS.contains(name))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {

    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = false)
    static class InterfaceProxies {

        @Bean
        Sells seller() {
            return new Seller();
        }

        @Bean
        PlatformTransactionManager transactionManager() {
            return new AbstractPlatformTransactionManager() {

                @Override
                protected Object doGetTransaction() {
                    return this;
                }

                @Override
                protected void doBegin(Object transaction, TransactionDefinition definition) {
                }

                @Override
                protected void doCommit(DefaultTransactionStatus status) {
                }

                @Override
                protected void doRollback(DefaultTransactionStatus status) {
                }
            };
        }

    }

    interface Sells {

        void sell();

    }

    static class Seller implements Sells {

        @Override
        @Transactional
        public void sell() {
        }

    }

}
