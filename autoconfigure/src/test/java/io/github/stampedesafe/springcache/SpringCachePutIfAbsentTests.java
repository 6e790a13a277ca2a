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

import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache.ValueWrapper;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.PayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What {@code putIfAbsent} of Spring's {@code Cache} promises, on two instances. */
class SpringCachePutIfAbsentTests extends SpringCacheTestSupport {

    @Test
    void putIfAbsentKeepsWhatIsThere() {
        assertThat(this.cache.putIfAbsent("DE", "first")).isNull();
        assertThat(this.elsewhere.putIfAbsent("DE", "second").get()).isEqualTo("first");
        assertThat(value(this.cache, "DE")).isEqualTo("first");
        this.cache.put("FR", null);
        ValueWrapper existing = this.cache.putIfAbsent("FR", "second");
        assertThat(existing).isNotNull();
        assertThat(existing.get()).isNull();
    }

    @Test
    void putIfAbsentReplacesWhatHasExpiredOrWasCleared() {
        this.cache.put("DE", "old");
        this.clock.advance(Duration.ofSeconds(11));
        assertThat(this.cache.putIfAbsent("DE", "new")).isNull();
        this.cache.clear();
        assertThat(this.cache.putIfAbsent("DE", "newer")).isNull();
        assertThat(value(this.elsewhere, "DE")).isEqualTo("newer");
    }

    @Test
    void putIfAbsentNeverClaimsToHaveStoredWithoutTheStore() {
        this.a.store().cut();
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> this.cache.putIfAbsent("DE", "value"));
    }

    @Test
    void putIfAbsentNeverClaimsToHaveStoredWhatCannotBe() {
        assertThatExceptionOfType(PayloadException.class)
            .isThrownBy(() -> this.cache.putIfAbsent("DE", List.of("text", 1)))
            .withMessage("The value for key 'DE' of cache 'totals' cannot be stored: "
                    + "the log says why, or it is null and 'null-ttl' is 0");
    }

    @Test
    void loadThatBeganBeforeAPutIfAbsentIsNotPublished() {
        assertThat((Object) this.cache.get("DE", () -> {
            assertThat(this.elsewhere.putIfAbsent("DE", "theirs")).isNull();
            return "loaded";
        })).isEqualTo("loaded");
        assertThat(value(this.cache, "DE")).isEqualTo("theirs");
    }

}
