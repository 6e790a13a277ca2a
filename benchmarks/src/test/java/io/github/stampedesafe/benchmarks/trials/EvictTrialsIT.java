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

package io.github.stampedesafe.benchmarks.trials;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.benchmarks.trials.EvictTrials.Outcome;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

class EvictTrialsIT {

    private static final int TRIALS = 20_000;

    @Test
    void whatWasLoadedBeforeAChangeIsNeverLeft() throws Exception {
        Map<Outcome, Long> counts = EvictTrials.againstRedis(TRIALS);
        assertThat(counts).containsEntry(Outcome.OLD_LEFT, 0L);
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(TRIALS);
        assertThat(counts.get(Outcome.REFUSED)).isPositive();
        assertThat(counts.get(Outcome.STORED_THEN_EVICTED)).isPositive();
        assertThat(counts.get(Outcome.NEW_LEFT)).isPositive();
    }

    @Test
    void aStoreThatDoesNotCompareTheFenceIsFound() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            LettuceConnectionFactory connections = EvictTrials.connections(redis.host(), redis.port());
            try {
                EntryStore store = EvictTrials.store(connections);
                Map<Outcome, Long> counts = new EvictTrials(withoutFence(store), store).run(1_000, new Random(1));
                assertThat(counts.get(Outcome.OLD_LEFT)).isPositive();
            }
            finally {
                connections.destroy();
            }
        }
    }

    /** Returns a store that puts what it is to publish. */
    private static EntryStore withoutFence(EntryStore store) {
        return (EntryStore) Proxy.newProxyInstance(EntryStore.class.getClassLoader(),
                new Class<?>[] { EntryStore.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("publish")) {
                        return store.put((CacheKey) arguments[0], (NewEntry) arguments[3])
                            .thenApply((stored) -> Published.STORED);
                    }
                    try {
                        return method.invoke(store, arguments);
                    }
                    catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                });
    }

}
