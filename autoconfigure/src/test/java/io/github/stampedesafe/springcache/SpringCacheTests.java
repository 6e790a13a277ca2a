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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.support.NullValue;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.interceptor.SpringKeys;
import io.github.stampedesafe.key.KeyText;

import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Spring's {@code Cache} and {@code CacheManager} promise, on two instances. */
class SpringCacheTests extends SpringCacheTestSupport {

    @Test
    void cacheHasItsNameAndTheEngineBelow() {
        assertThat(this.cache.getName()).isEqualTo("totals");
        assertThat(this.cache.getNativeCache()).isSameAs(this.a.engine());
        assertThat(this.managerA.getCache("totals")).isSameAs(this.cache);
    }

    @Test
    void managerKnowsDeclaredCachesAndThoseAskedFor() {
        this.managerA.getCache("other");
        assertThat(this.managerA.getCacheNames()).containsExactly("declared", "other", "totals");
    }

    @Test
    void nameThatNoCacheCanHaveIsRefused() {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.managerA.getCache("a:b"))
            .withMessage("'cacheName' must have at least one character and no colon, brace, blank or control character "
                    + "but is 'a:b' on a Spring cache. Write a name such as 'totals'.");
    }

    @Test
    void whatIsPutIsThereForAllInstances() {
        this.cache.put("DE", 42);
        assertThat(value(this.cache, "DE")).isEqualTo(42);
        assertThat(value(this.elsewhere, "DE")).isEqualTo(42);
        assertThat(this.cache.get("FR")).isNull();
    }

    @Test
    void nullIsAValue() {
        this.cache.put("DE", null);
        ValueWrapper found = this.cache.get("DE");
        assertThat(found).isNotNull();
        assertThat(found.get()).isNull();
        assertThat(this.cache.get("DE", String.class)).isNull();
        AtomicInteger loads = new AtomicInteger();
        assertThat(this.cache.get("DE", loads::incrementAndGet)).isNull();
        assertThat(loads).hasValue(0);
    }

    /** Decorators and code that was written for other caches put it in place of null. */
    @Test
    void nullOfSpringIsNull() {
        Object nullValue = NullValue.INSTANCE;
        this.cache.put("put", nullValue);
        assertThat(this.cache.putIfAbsent("absent", nullValue)).isNull();
        assertThat(this.cache.get("loaded", () -> nullValue)).isNull();
        CompletableFuture<Object> retrieved = this.cache.retrieve("retrieved",
                () -> CompletableFuture.completedFuture(nullValue));
        assertThat(retrieved.join()).isNull();
        for (String key : List.of("put", "absent", "loaded", "retrieved")) {
            assertThat(value(this.elsewhere, key)).as(key).isNull();
        }
        assertThat(this.a.listener().count("unwritable totals:put")).isZero();
    }

    @Test
    void nullIsNoValueWithoutItsTtl() {
        Cache other = manager(this.a, rules().with(NULL_TTL, Duration.ZERO)).getCache("other");
        other.put("DE", "old");
        other.put("DE", null);
        assertThat(other.get("DE")).isNull();
    }

    @Test
    void valueIsLoadedOnce() {
        AtomicInteger loads = new AtomicInteger();
        assertThat(this.cache.get("DE", loads::incrementAndGet)).isEqualTo(1);
        assertThat(this.cache.get("DE", loads::incrementAndGet)).isEqualTo(1);
        assertThat(this.elsewhere.get("DE", loads::incrementAndGet)).isEqualTo(1);
        assertThat(loads).hasValue(1);
    }

    @Test
    void nullThatIsLoadedIsAValue() {
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            Object value = this.cache.get("DE", () -> {
                loads.incrementAndGet();
                return null;
            });
            assertThat(value).isNull();
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void failureOfALoadIsWrappedAsSpringHasIt() {
        IllegalArgumentException failure = new IllegalArgumentException("no");
        assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(() -> this.cache.get("DE", () -> {
            throw failure;
        })).satisfies((ex) -> {
            assertThat(ex.getCause()).isSameAs(failure);
            assertThat(ex.getKey()).isEqualTo("DE");
        });
    }

    @Test
    void valueIsRetrievedWithoutBlocking() {
        assertThat(this.cache.retrieve("DE").join()).isNull();
        this.cache.put("DE", "value");
        assertThat(((ValueWrapper) this.cache.retrieve("DE").join()).get()).isEqualTo("value");
        this.cache.put("DE", null);
        assertThat(((ValueWrapper) this.cache.retrieve("DE").join()).get()).isNull();
    }

    @Test
    void futureIsStartedOnceForAllInstances() {
        AtomicInteger loads = new AtomicInteger();
        for (Cache each : List.of(this.cache, this.cache, this.elsewhere)) {
            assertThat(each.retrieve("DE", () -> CompletableFuture.completedFuture(loads.incrementAndGet())).join())
                .isEqualTo(1);
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void failureOfAFutureIsNotWrapped() {
        IllegalStateException failure = new IllegalStateException("no");
        CompletableFuture<Object> result = this.cache.retrieve("DE", () -> CompletableFuture.failedFuture(failure));
        assertThat(result.handle((value, ex) -> ex).join()).isSameAs(failure);
    }

    @Test
    void evictRemovesOneValue() {
        this.cache.put("DE", "value");
        this.cache.put("FR", "value");
        this.elsewhere.evict("DE");
        assertThat(this.cache.get("DE")).isNull();
        assertThat(value(this.cache, "FR")).isEqualTo("value");
    }

    @Test
    void evictIfPresentTellsWhetherAValueWasThere() {
        this.cache.put("DE", "value");
        assertThat(this.cache.evictIfPresent("DE")).isTrue();
        assertThat(this.cache.get("DE")).isNull();
        assertThat(this.cache.evictIfPresent("DE")).isFalse();
    }

    @Test
    void clearAndInvalidateRemoveAllValues() {
        this.cache.put("DE", "value");
        this.cache.clear();
        assertThat(this.cache.get("DE")).isNull();
        this.cache.put("DE", "value");
        assertThat(this.cache.invalidate()).isFalse();
        assertThat(this.cache.get("DE")).isNull();
    }

    @Test
    void resetRemovesAllValuesOfAllCaches() {
        Cache other = this.managerA.getCache("other");
        this.cache.put("DE", "value");
        other.put("DE", "value");
        this.managerA.resetCaches();
        assertThat(this.cache.get("DE")).isNull();
        assertThat(other.get("DE")).isNull();
    }

    @Test
    void evictDuringALoadIsNotUndone() {
        this.cache.get("DE", () -> {
            this.elsewhere.evict("DE");
            return "old";
        });
        assertThat(this.cache.get("DE")).isNull();
    }

    @Test
    void simpleKeyIsTheKeyOfTheArgumentsInIt() {
        assertThat(SpringKeys.text(SimpleKey.EMPTY)).isEqualTo(KeyText.ofArguments());
        assertThat(SpringKeys.text(new SimpleKey("DE", 42))).isEqualTo(KeyText.ofArguments("DE", 42));
        assertThat(SpringKeys.text(new SimpleKey((Object) null))).isEqualTo(KeyText.ofArguments((Object) null));
        int[] array = { 1, 2 };
        assertThat(SpringKeys.text(new SimpleKey((Object) array))).isEqualTo(KeyText.ofArguments((Object) array));
        this.cache.put(new SimpleKey("DE", 42), "value");
        assertThat(value(this.elsewhere, new SimpleKey("DE", 42))).isEqualTo("value");
    }

    @Test
    void keyThatHasNoTextNamesTheCache() {
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> this.cache.evict(new Object()))
            .withMessageStartingWith("There is no such key in cache 'totals': Cannot make a key of a ");
    }

}
