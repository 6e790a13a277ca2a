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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;

/**
 * Whether the application uses the cache: a bean has an annotated method, or something
 * asked for the caches or the engine. Without use there is no engine, no thread and no
 * connection.
 */
final class Usage {

    private final StampedeSafeAdvisor advisor;

    private final CreatedBean<StampedeSafeCaches> caches;

    private final CreatedBean<SingleFlightCache> engine;

    private final ObjectProvider<BackgroundTasks> tasks;

    Usage(StampedeSafeAdvisor advisor, ConfigurableListableBeanFactory beans, ObjectProvider<BackgroundTasks> tasks) {
        this.advisor = advisor;
        this.caches = new CreatedBean<>(beans, StampedeSafeCaches.class);
        this.engine = new CreatedBean<>(beans, SingleFlightCache.class);
        this.tasks = tasks;
    }

    boolean isSeen() {
        return this.advisor.hasMethods() || this.caches.get() != null || this.engine.get() != null;
    }

    /** Starts the background tasks if the first use comes after the start. */
    <T> T begin(T used) {
        this.tasks.getObject().begin();
        return used;
    }

}
