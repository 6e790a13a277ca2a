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

package io.github.stampedesafe.benchmarks.comparison;

import org.springframework.context.ConfigurableApplicationContext;

/** A peer whose caching is annotations on a bean of an application context. */
final class QueriesPeer implements Peer {

    private final ConfigurableApplicationContext context;

    private final CachedQueries queries;

    QueriesPeer(ConfigurableApplicationContext context) {
        this.context = context;
        this.queries = context.getBean(CachedQueries.class);
    }

    @Override
    public Value get(Lifetime lifetime, String key) {
        return switch (lifetime) {
            case SHORT -> this.queries.loadShort(key);
            case LONG -> this.queries.loadLong(key);
        };
    }

    @Override
    public void evict(Lifetime lifetime, String key) {
        switch (lifetime) {
            case SHORT -> this.queries.evictShort(key);
            case LONG -> this.queries.evictLong(key);
        }
    }

    @Override
    public void clear(Lifetime lifetime) {
        switch (lifetime) {
            case SHORT -> this.queries.clearShort();
            case LONG -> this.queries.clearLong();
        }
    }

    @Override
    public void close() {
        this.context.close();
    }

}
