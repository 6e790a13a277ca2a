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

package io.github.stampedesafe.test;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.test.redis.RedisServers;

/** What the instances of one test share. Ends with the test's own context. */
final class TestEnvironment implements AutoCloseable {

    private static final boolean BOOT_REDIS = ClassUtils.isPresent(
            "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails",
            TestEnvironment.class.getClassLoader());

    private final String prefix = "test-" + UUID.randomUUID() + ":";

    private final TestRedis redis = new TestRedis(RedisServers.start());

    private final CacheLoads loads = new CacheLoads();

    private final StoreTime time;

    private final Instances instances;

    TestEnvironment(ConfigurableApplicationContext own, MergedContextConfiguration configuration, int instances) {
        this.time = new StoreTime(own, this.redis);
        this.instances = new Instances(own, configuration, this, instances);
        ((DefaultListableBeanFactory) own.getBeanFactory()).registerDisposableBean("stampedeSafeTestEnvironment",
                this::close);
    }

    /** Gives a context the beans and the properties of this environment. */
    void equip(ConfigurableApplicationContext context) {
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton("stampedeSafeTestEnvironment", this);
        beans.registerSingleton("stampedeSafeTestRedis", this.redis);
        beans.registerSingleton("stampedeSafeTestLoads", this.loads);
        beans.registerSingleton("stampedeSafeTestTime", this.time);
        beans.registerSingleton("stampedeSafeTestInstances", this.instances);
        LoadScope counted = this.loads::start;
        beans.registerSingleton("stampedeSafeTestLoadScope", counted);
        if (BOOT_REDIS) {
            TestConnectionDetails.register(beans, this.redis);
        }
        MutablePropertySources properties = context.getEnvironment().getPropertySources();
        properties.addFirst(new MapPropertySource("stampedeSafeTest", overriding()));
        properties.addLast(new MapPropertySource("stampedeSafeTestDefaults", defaults()));
    }

    /** Starts a test: no fault, no load, nothing cached. */
    void reset() {
        release();
        if (this.instances.started().stream().filter(StartedInstance::reset).count() > 0) {
            this.time.end();
        }
        this.loads.reset();
    }

    /** Ends a test: what it holds up goes on. */
    void release() {
        this.redis.heal();
        this.loads.reset();
    }

    @Override
    public void close() {
        this.instances.closeOthers();
        this.redis.close();
    }

    CacheLoads loads() {
        return this.loads;
    }

    private Map<String, Object> overriding() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.data.redis.url", "redis://%s:%d".formatted(this.redis.host(), this.redis.port()));
        properties.put("spring.data.redis.host", this.redis.host());
        properties.put("spring.data.redis.port", this.redis.port());
        properties.put("spring.data.redis.ssl.enabled", false);
        if (this.redis.isShared()) {
            properties.put("stampede-safe.key-prefix", this.prefix);
        }
        return properties;
    }

    private static Map<String, Object> defaults() {
        return Map.of("stampede-safe.redis.timeout", "2s");
    }

}
