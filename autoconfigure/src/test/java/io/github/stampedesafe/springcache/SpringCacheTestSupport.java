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

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueWrapper;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.redis.JsonCodecs;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** Two instances with one cache of Spring's each, on one store. */
abstract class SpringCacheTestSupport {

    final MutableClock clock = new MutableClock();

    final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    final Instance a = Instance.on(this.shared);

    final Instance b = Instance.on(this.shared);

    final StampedeSafeCacheManager managerA = manager(this.a, rules());

    final Cache cache = this.managerA.getCache("totals");

    final Cache elsewhere = manager(this.b, rules()).getCache("totals");

    static Object value(Cache cache, Object key) {
        ValueWrapper found = cache.get(key);
        assertThat(found).isNotNull();
        return found.get();
    }

    static StampedeSafeCacheManager manager(Instance instance, PolicyLayer rules) {
        CacheParts parts = new CacheParts(instance.engine(), (name, own) -> Policy.resolve(rules), new JsonCodecs(),
                Change::apply);
        return new StampedeSafeCacheManager(() -> parts, List.of("declared"), null);
    }

    static PolicyLayer rules() {
        return PolicyLayer.from(SettingSource.properties("test"))
            .with(TTL, Duration.ofSeconds(10))
            .with(JITTER, 0.0)
            .with(BETA, 0.0);
    }

}
