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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.core.annotation.AliasFor;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The rest of what Spring Framework's own tests of its annotations ask for, without a
 * store as well.
 */
class SpringOperationsTests {

    private final InMemoryEntryStore shared = new InMemoryEntryStore(new MutableClock());

    private final List<SpringContext> contexts = new ArrayList<>();

    private final SpringContext context = start(Instance.on(this.shared));

    private final Books books = this.context.bean(Books.class);

    @AfterEach
    void close() {
        this.contexts.forEach(SpringContext::close);
    }

    @Test
    void annotationOfAClassIsThatOfItsMethods() {
        Shelf shelf = this.context.bean(Shelf.class);
        assertThat(shelf.row(1)).isEqualTo("row 1");
        assertThat(shelf.row(1)).isEqualTo("row 1");
        assertThat(shelf.clear(1)).isEqualTo("cleared 2");
        assertThat(shelf.row(1)).isEqualTo("row 3");
    }

    @Test
    void annotationOfAnInterfaceAndAComposedOneAreFound() {
        assertThat(this.books.declared(1)).isEqualTo(this.books.declared(1));
        assertThat(this.books.composed(1)).isEqualTo(this.books.composed(1));
        assertThat(value("composed", 1)).isEqualTo(2);
        assertThat(this.books.loads()).isEqualTo(2);
    }

    @Test
    void argumentsOfVariableNumberAreOneKey() {
        assertThat(this.books.several(1, 2)).isEqualTo(1);
        assertThat(this.books.several(1, 2)).isEqualTo(1);
        assertThat(this.books.several(1, 3)).isEqualTo(2);
    }

    @Test
    void keyReadsTheCall() {
        assertThat(this.books.described(7)).isEqualTo(1);
        assertThat(value("described", "describedBooksdescribed7")).isEqualTo(1);
    }

    @Test
    void keyAndConditionOfAPutReadTheResult() {
        assertThat(this.books.save("new")).isEqualTo(1);
        assertThat(value("saved", 1)).isEqualTo(1);
        assertThat(this.books.save("new")).isEqualTo(2);
        assertThat(this.context.manager.getCache("saved").get(2)).as("unless").isNull();
        assertThat(this.books.save("old")).isEqualTo(3);
        assertThat(this.context.manager.getCache("saved").get(3)).as("condition").isNull();
    }

    @Test
    void lookUpAndEvictOfOneCall() {
        this.context.manager.getCache("secondary").put(3, 0);
        assertThat(this.books.cachedAndEvicted(3)).isEqualTo(1);
        assertThat(this.context.manager.getCache("secondary").get(3)).isNull();
        this.context.manager.getCache("secondary").put(3, 0);
        assertThat(this.books.cachedAndEvicted(3)).as("a hit evicts as well").isEqualTo(1);
        assertThat(this.context.manager.getCache("secondary").get(3)).isNull();
    }

    @Test
    void severalPutsAndSeveralEvictsOfOneCall() {
        this.books.putTwice(5);
        assertThat(value("primary", 5)).isEqualTo(1);
        assertThat(value("secondary", "key 5")).isEqualTo(1);
        this.books.evictTwice(5);
        assertThat(this.context.manager.getCache("primary").get(5)).isNull();
        assertThat(this.context.manager.getCache("secondary").get("key 5")).isNull();
    }

    @Test
    void conditionOfASynchronizedLookUp() {
        assertThat(this.books.sometimes(2)).isEqualTo(1);
        assertThat(this.books.sometimes(2)).isEqualTo(2);
        assertThat(this.books.sometimes(3)).isEqualTo(3);
        assertThat(this.books.sometimes(3)).isEqualTo(3);
    }

    @Test
    void whatSpringRefusesOfSyncIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> this.books.syncOfTwoCaches(1))
            .withMessageStartingWith("A sync=true operation is restricted to a single cache");
        assertThatIllegalStateException().isThrownBy(() -> this.books.syncUnless(1))
            .withMessageStartingWith("A sync=true operation does not support the unless attribute");
        assertThatIllegalStateException().isThrownBy(() -> this.books.syncTwice(1))
            .withMessageStartingWith("Only one sync=true operation is allowed");
        assertThatIllegalStateException().isThrownBy(() -> this.books.syncAndEvict(1))
            .withMessageStartingWith("A sync=true operation cannot be combined with other cache operations");
    }

    @Test
    void unknownKeyGeneratorIsAnErrorOfTheCall() {
        assertThatExceptionOfType(NoSuchBeanDefinitionException.class).isThrownBy(() -> this.books.unknown(1));
    }

    @Test
    void storeThatDoesNotAnswerIsAnErrorOfTheCacheIfThatIsAskedFor() {
        Books strict = start(Instance.on(this.shared, OnStoreFailure.FAIL)).bean(Books.class);
        this.contexts.get(1).instance.store().cut();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> strict.several(1));
        SpringContext tolerant = start(Instance.on(this.shared, OnStoreFailure.FAIL), LoggingErrors.class);
        tolerant.instance.store().cut();
        assertThat(tolerant.bean(Books.class).several(1)).isEqualTo(1);
        assertThat(tolerant.bean(Books.class).sometimes(3)).isEqualTo(2);
    }

    private Object value(String cache, Object key) {
        return this.context.manager.getCache(cache).get(key).get();
    }

    private SpringContext start(Instance instance, Class<?>... more) {
        SpringContext created = SpringContext.started(instance, (spring) -> {
            spring.register(Books.class, Shelf.class);
            if (more.length > 0) {
                spring.register(more);
            }
        });
        this.contexts.add(created);
        return created;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Cacheable
    @interface Kept {

        @AliasFor(annotation = Cacheable.class)
        String[] cacheNames();

    }

    interface Declared {

        @Cacheable("declared")
        int declared(int book);

    }

    static class Books implements Declared {

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return this.loads.get();
        }

        @Override
        public int declared(int book) {
            return this.loads.incrementAndGet();
        }

        @Kept(cacheNames = "composed")
        public int composed(int book) {
            return this.loads.incrementAndGet();
        }

        @Cacheable("several")
        public int several(Integer... books) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "described",
                key = "#root.methodName + #root.targetClass.simpleName + #root.caches[0].name + #root.args[0]")
        public int described(int book) {
            return this.loads.incrementAndGet();
        }

        @CachePut(cacheNames = "saved", key = "#result", condition = "#title == 'new'", unless = "#result == 2")
        public int save(String title) {
            return this.loads.incrementAndGet();
        }

        @Caching(cacheable = @Cacheable(cacheNames = "primary", condition = "#book == 3"),
                evict = @CacheEvict("secondary"))
        public int cachedAndEvicted(int book) {
            return this.loads.incrementAndGet();
        }

        @Caching(put = { @CachePut("primary"), @CachePut(cacheNames = "secondary", key = "'key ' + #book") })
        public int putTwice(int book) {
            return this.loads.incrementAndGet();
        }

        @Caching(evict = { @CacheEvict("primary"), @CacheEvict(cacheNames = "secondary", key = "'key ' + #book") })
        public void evictTwice(int book) {
        }

        @Cacheable(cacheNames = "sometimes", condition = "#book == 3", sync = true)
        public int sometimes(int book) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = { "primary", "secondary" }, sync = true)
        public int syncOfTwoCaches(int book) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "primary", unless = "false", sync = true)
        public int syncUnless(int book) {
            return this.loads.incrementAndGet();
        }

        @Caching(cacheable = { @Cacheable(cacheNames = "primary", sync = true),
                @Cacheable(cacheNames = "secondary", sync = true) })
        public int syncTwice(int book) {
            return this.loads.incrementAndGet();
        }

        @Caching(cacheable = @Cacheable(cacheNames = "primary", sync = true), evict = @CacheEvict("secondary"))
        public int syncAndEvict(int book) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "unknown", keyGenerator = "nowhere")
        public int unknown(int book) {
            return this.loads.incrementAndGet();
        }

    }

    @Cacheable("shelf")
    static class Shelf {

        private final AtomicInteger loads = new AtomicInteger();

        public String row(int row) {
            return "row " + this.loads.incrementAndGet();
        }

        @CacheEvict("shelf")
        public String clear(int row) {
            return "cleared " + this.loads.incrementAndGet();
        }

    }

}
