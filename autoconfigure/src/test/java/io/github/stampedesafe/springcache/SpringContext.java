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

package io.github.stampedesafe.springcache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.engine.SingleFlightCaches;
import io.github.stampedesafe.interceptor.TransactionalChanges;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.redis.JsonCodecs;
import io.github.stampedesafe.store.PayloadCodecs;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;

/** An application context with Spring's annotations on one instance of our engine. */
final class SpringContext implements AutoCloseable {

    /** Ten seconds fresh, then ten stale in caches whose names begin with that. */
    private static final PolicyLayer RULES = PolicyLayer.from(SettingSource.properties("test"))
        .with(TTL, Duration.ofSeconds(10))
        .with(JITTER, 0.0)
        .with(BETA, 0.0);

    private static final Policies POLICIES = new Policies() {

        @Override
        public Policy policy(String cache, PolicyLayer annotation) {
            return effective(cache, annotation).policy();
        }

        @Override
        public EffectivePolicy effective(String cache, PolicyLayer annotation) {
            return EffectivePolicy.resolve(
                    cache.startsWith("stale") ? RULES.with(STALE_WHILE_REVALIDATE, Duration.ofSeconds(10)) : RULES);
        }

    };

    private static final PayloadCodecs CODECS = new JsonCodecs();

    final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();

    final Instance instance;

    final StampedeSafeCacheManager manager;

    private SpringContext(Instance instance) {
        this.instance = instance;
        this.manager = new StampedeSafeCacheManager(
                () -> new CacheParts(instance.engine(), POLICIES, CODECS, new TransactionalChanges()), List.of(), null);
        this.spring.registerBean("stampedeSafeCacheManager", StampedeSafeCacheManager.class, () -> this.manager);
        this.spring.registerBean(CacheInterceptorReplacement.class,
                () -> new CacheInterceptorReplacement(this.spring.getBeanFactory()));
        this.spring.registerBean(SpringCacheUses.class,
                () -> new SpringCacheUses(this.spring.getBeanFactory(), this.manager));
        this.spring.register(Annotations.class);
    }

    /** Starts a context whose refreshes run when the test says so. */
    static SpringContext on(InMemoryEntryStore store, Class<?>... beans) {
        return started(Instance.on(store), (context) -> context.register(beans));
    }

    /** Starts a context whose callers wait by real time. */
    static SpringContext live(InMemoryEntryStore store, Class<?>... beans) {
        Executor unused = Executors.newSingleThreadExecutor((task) -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        return started(Instance.live(store, unused), (context) -> context.register(beans));
    }

    static SpringContext started(Instance instance, Consumer<AnnotationConfigApplicationContext> customizer) {
        SpringContext context = new SpringContext(instance);
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

    /** Returns the caches of our own API on the same engine. */
    SingleFlightCaches ours() {
        return new SingleFlightCaches(this.instance.engine(), CODECS, POLICIES, new TransactionalChanges());
    }

    <T> T bean(Class<T> type) {
        return this.spring.getBean(type);
    }

    @Override
    public void close() {
        this.spring.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Annotations {

    }

}
