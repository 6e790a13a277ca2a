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

package io.github.stampedesafe.engine;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The values of loads that occupy no thread, for a caller that blocks. */
class StartedLoadTests {

    private final IOException failure = new IOException("down");

    @Test
    void aLoadIsWaitedForAndItsValueMapped() throws Throwable {
        CompletableFuture<Object> value = new CompletableFuture<>();
        Load load = new StartedLoad(() -> value, (brought) -> brought + " mapped");
        value.complete("value");
        assertThat(load.load()).isEqualTo("value mapped");
    }

    @Test
    void aLoadThrowsWhatItsFutureFailsWith() {
        Load load = new StartedLoad(() -> CompletableFuture.failedFuture(this.failure), (brought) -> brought);
        assertThat(catchThrowable(load::load)).isSameAs(this.failure);
    }

    @Test
    void aLoadOfSeveralKeysIsWaitedForAndHasAValueOfEach() throws Throwable {
        Map<CacheKey, @Nullable Object> expected = new HashMap<>();
        expected.put(BulkSource.key("1"), "one");
        expected.put(BulkSource.key("2"), null);
        assertThat(load(CompletableFuture.completedFuture(Map.of(1, "one", 3, "unwanted")))).isEqualTo(expected);
    }

    @Test
    void aLoadOfSeveralKeysThrowsWhatItsFutureFailsWith() {
        assertThat(catchThrowable(() -> load(CompletableFuture.failedFuture(this.failure)))).isSameAs(this.failure);
    }

    private static Map<CacheKey, @Nullable Object> load(CompletableFuture<Map<Integer, String>> values)
            throws Throwable {
        GivenKeys<Integer> given = new GivenKeys<>((key) -> BulkSource.key("" + key), List.of(1, 2));
        return new StartedKeyedLoad<>(given, (keys) -> values).load(given.names());
    }

}
