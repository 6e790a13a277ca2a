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

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;

/**
 * Where Boot finds the Redis of a test. Wins over what properties say, and over a service
 * connection of the application's.
 *
 * @param redis the Redis
 */
record TestConnectionDetails(TestRedis redis) implements DataRedisConnectionDetails {

    static void register(DefaultListableBeanFactory beans, TestRedis redis) {
        RootBeanDefinition definition = new RootBeanDefinition(DataRedisConnectionDetails.class,
                () -> new TestConnectionDetails(redis));
        definition.setPrimary(true);
        beans.registerBeanDefinition("stampedeSafeTestConnectionDetails", definition);
    }

    @Override
    public Standalone getStandalone() {
        return Standalone.of(this.redis.host(), this.redis.port());
    }

}
