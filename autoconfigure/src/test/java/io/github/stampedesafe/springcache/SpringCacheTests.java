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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.support.NullValue;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.interceptor.SpringKeys;
import io.github.stampedesafe.key.KeyText;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.redis.JsonCodecs;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Spring's {@code Cache} and {@code CacheManager} promise, on two instances. */
class SpringCacheTests {

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    private final Instance a = Instance.on(this.shared);

    private final Instance b = Instance.on(this.shared);

    private final StampedeSafeCacheManager managerA = manager(this.a, rules());

    private final Cache cache = this.managerA.getCache("totals");

    private final Cache elsewhere = manager(this.b, rules()).getCache("totals");

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
    void valueOfTheTypeAskedForIsReturned() {
        this.cache.put("DE", new Total("DE", 42));
        assertThat(this.cache.get("DE", Total.class)).isEqualTo(new Total("DE", 42));
        assertThat(this.cache.get("DE", Object.class)).isEqualTo(new Total("DE", 42));
        assertThat(this.cache.get("DE", (Class<Total>) null)).isEqualTo(new Total("DE", 42));
        assertThat(this.cache.get("FR", Total.class)).isNull();
    }

    @Test
    void valueOfAnotherTypeIsAnError() {
        this.cache.put("DE", "text");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.cache.get("DE", Integer.class))
            .withMessage("The value of key 'DE' of cache 'totals' is a 'java.lang.String', not a 'java.lang.Integer'");
    }

    @Test
    void typeThatThisInstanceDoesNotKnowIsAbsentUntilItIsNamed() {
        this.cache.put("DE", new Total("DE", 42));
        assertThat(this.elsewhere.get("DE")).isNull();
        assertThat(this.b.listener().count("foreign totals:DE")).isEqualTo(1);
        assertThat(this.elsewhere.get("DE", Total.class)).isEqualTo(new Total("DE", 42));
        assertThat(value(this.elsewhere, "DE")).isEqualTo(new Total("DE", 42));
    }

    @Test
    void typesOfOneShapeAreToldApartOnlyByName() {
        this.cache.put("DE", new Total("DE", 42));
        assertThat(this.cache.get("DE", Sum.class)).isEqualTo(new Sum("DE", 42));
        assertThat(this.cache.get("DE")).isNull();
    }

    @Test
    void containersHaveTheTypeOfTheirElements() {
        List<Object> values = List.of(List.of(1, 2), List.of("a"), List.of(), Set.of(3L), Map.of("a", 1),
                List.of(new Total("DE", 1), new Total("FR", 2)), Map.of("DE", List.of(new Total("DE", 1))),
                new String[] { "a" }, Unit.EUR);
        for (Object value : values) {
            this.cache.put("key", value);
            assertThat(value(this.cache, "key")).isEqualTo(value);
        }
        this.cache.put("key", new ArrayList<>(List.of("a", "b")));
        assertThat(value(this.elsewhere, "key")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void valueThatShowsNoTypeIsNotStoredAndRemovesTheOldOne() {
        this.cache.put("DE", "old");
        this.cache.put("DE", List.of("text", 1));
        assertThat(this.cache.get("DE")).isNull();
        assertThat(this.a.listener().count("unwritable totals:DE")).isEqualTo(1);
    }

    @Test
    void valueIsWrittenAsTheInterfaceThatIsKnownOfTheCache() {
        ((SpringCache) this.cache).types().codec(Shape.class);
        this.cache.put("key", new Circle(2));
        ((SpringCache) this.elsewhere).types().codec(Shape.class);
        assertThat(value(this.elsewhere, "key")).isEqualTo(new Circle(2));
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

    private static Object value(Cache cache, Object key) {
        ValueWrapper found = cache.get(key);
        assertThat(found).isNotNull();
        return found.get();
    }

    private static StampedeSafeCacheManager manager(Instance instance, PolicyLayer rules) {
        CacheParts parts = new CacheParts(instance.engine(), (name, own) -> Policy.resolve(rules), new JsonCodecs(),
                Change::apply);
        return new StampedeSafeCacheManager(() -> parts, List.of("declared"), null);
    }

    private static PolicyLayer rules() {
        return PolicyLayer.from(SettingSource.properties("test"))
            .with(TTL, Duration.ofSeconds(10))
            .with(JITTER, 0.0)
            .with(BETA, 0.0);
    }

    record Total(String country, int amount) {
    }

    record Sum(String country, int amount) {
    }

    enum Unit {

        EUR

    }

    sealed interface Shape {

    }

    record Circle(int radius) implements Shape {
    }

    record Square(int side) implements Shape {
    }

}
