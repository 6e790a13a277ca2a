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

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.InfrastructureAdvisorAutoProxyCreator;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application context with the advisor, an engine over a map, a clock that is moved by
 * hand, and refreshes that run when they are told to.
 */
final class CacheContext implements AutoCloseable {

    static final int MAX_ELEMENTS = 1000;

    /** Refreshes wait no longer than this for others. */
    private static final Duration GATHERED = Duration.ofMillis(5);

    private static final PolicyLayer NOTHING = PolicyLayer.from(SettingSource.properties("test"));

    /** What properties say of caches whose names begin with {@code near}. */
    private static final PolicyLayer NEAR = PolicyLayer.from(SettingSource.properties("test"))
        .with(NEAR_CACHE, NearCache.ALL);

    /** What properties say of caches whose names begin with {@code bounded}. */
    private static final PolicyLayer BOUNDED = PolicyLayer.from(SettingSource.properties("test"))
        .with(MAX_CONCURRENT_LOADS, 1);

    final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();

    final List<Type> codecTypes = new CopyOnWriteArrayList<>();

    final List<String> suppliersAsked = new CopyOnWriteArrayList<>();

    final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    final List<Request> asked = new CopyOnWriteArrayList<>();

    final Instance instance = Instance.counting(this.store, new ReadRates() {

        @Override
        public void recordRead(Request request, @Nullable Entry found) {
            CacheContext.this.asked.add(request);
        }

        @Override
        public double rate(CacheKey key) {
            return 0;
        }

    });

    private final Map<String, ObjectCodec> codecs = new ConcurrentHashMap<>();

    private CacheContext() {
        this.spring.registerBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME,
                InfrastructureAdvisorAutoProxyCreator.class);
        this.spring.registerBean(StampedeSafeAdvisor.class,
                () -> new StampedeSafeAdvisor(dependencies(), StampedeSafeAdvisor.DEFAULT_ORDER),
                (definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE));
        this.spring.registerBean(PropertySourcesPlaceholderConfigurer.class, PropertySourcesPlaceholderConfigurer::new);
        this.spring.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("test",
                    Map.of("totals.ttl", "42m", "totals.bad", "10 minutes", "totals.none", "", "totals.number", "30")));
    }

    /** Starts a context with beans of the classes. */
    static CacheContext of(Class<?>... beans) {
        return started((context) -> context.register(beans));
    }

    /** Starts a context in which proxies implement only the interfaces of their beans. */
    static CacheContext ofClassProxies(Class<?>... beans) {
        return started((context) -> {
            context.register(beans);
            context.addBeanFactoryPostProcessor(
                    (factory) -> factory.getBeanDefinition(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                        .getPropertyValues()
                        .add("proxyTargetClass", true));
        });
    }

    /** Starts a context. */
    static CacheContext started(Consumer<AnnotationConfigApplicationContext> customizer) {
        CacheContext context = new CacheContext();
        customizer.accept(context.spring);
        try {
            context.spring.refresh();
        }
        catch (RuntimeException ex) {
            context.close();
            throw ex;
        }
        return context;
    }

    <T> T bean(Class<T> type) {
        return this.spring.getBean(type);
    }

    /** Returns the bean behind a proxy. */
    @SuppressWarnings("unchecked")
    static <T> T target(T proxy) {
        return (T) Objects.requireNonNull(AopProxyUtils.getSingletonTarget(proxy));
    }

    /** Waits until calls follow the loads of others. */
    void awaitFollowers(int followers) {
        await().until(() -> this.instance.engine()
            .inProgress()
            .flights()
            .stream()
            .mapToInt((flight) -> flight.followers())
            .sum() == followers);
    }

    /** Waits until nothing is loaded. */
    void awaitNothingUnderWay() {
        await().until(() -> this.instance.engine().inProgress().flights().isEmpty());
    }

    StampedeSafeAdvisor advisor() {
        return bean(StampedeSafeAdvisor.class);
    }

    void advance(Duration time) {
        this.clock.advance(time);
    }

    /** Returns the keys that have an entry, in their order. */
    Set<String> keys() {
        return this.instance.listener()
            .events()
            .stream()
            .filter((event) -> event.startsWith("miss ") || event.startsWith("put "))
            .map((event) -> event.substring(event.indexOf(' ') + 1))
            .filter(this::isStored)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Runs the waiting refreshes on another thread and waits for them; those that wait
     * for others wait no longer.
     */
    void runRefreshes() {
        advance(GATHERED);
        while (this.instance.refreshes().waiting() > 0) {
            FutureTask<?> refresh = new FutureTask<>(this.instance.refreshes().take(), null);
            new Thread(refresh).start();
            assertThat(refresh).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Override
    public void close() {
        this.spring.close();
    }

    private AdvisorDependencies dependencies() {
        GenericApplicationContext context = this.spring;
        return new AdvisorDependencies(() -> asked("cache", this.instance.engine()),
                () -> asked("policies",
                        (cache, layer) -> Policy.resolve((layer != null) ? layer : noLayer(),
                                cache.startsWith("bounded") ? BOUNDED : cache.startsWith("near") ? NEAR : NOTHING)),
                () -> asked("codecs", (cache, type) -> {
                    this.codecTypes.add(type);
                    if (type == Thread.class) {
                        throw new PayloadException("Threads cannot be written", null);
                    }
                    return this.codecs.computeIfAbsent(cache, (name) -> new ObjectCodec());
                }), () -> asked("changes", new TransactionalChanges()), context.getBeanFactory(),
                new EmbeddedValueResolver(context.getBeanFactory()), () -> MAX_ELEMENTS);
    }

    private <T> T asked(String name, T collaborator) {
        this.suppliersAsked.add(name);
        return collaborator;
    }

    private static PolicyLayer noLayer() {
        throw new AssertionError("A method's policy has a layer");
    }

    private boolean isStored(String key) {
        String cache = key.substring(0, key.indexOf(':'));
        Entry entry = this.store.get(new CacheKey(cache, key.substring(cache.length() + 1)));
        long cleared = Stages.join(this.store.marks(Set.of(cache))).getOrDefault(cache, Marks.NONE).cleared();
        return entry != null && entry.stamps().cleared() >= cleared;
    }

}
