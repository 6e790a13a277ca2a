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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

/** Methods that return a future, with Spring's annotations. */
class Futures {

    private final AtomicInteger loads = new AtomicInteger();

    private CompletableFuture<String> gate = new CompletableFuture<>();

    public int loads() {
        return this.loads.get();
    }

    public void gate(CompletableFuture<String> gate) {
        this.gate = gate;
    }

    @Cacheable("plain")
    public CompletableFuture<String> plain(String country) {
        return loaded(country);
    }

    @Cacheable(cacheNames = "sync", sync = true)
    public CompletableFuture<String> sync(String country) {
        return loaded(country);
    }

    @Cacheable("stage")
    public CompletionStage<String> stage(String country) {
        return loaded(country);
    }

    @Cacheable("gated")
    public CompletableFuture<String> gated(String country) {
        this.loads.incrementAndGet();
        return this.gate;
    }

    @Cacheable(cacheNames = "gated", sync = true)
    public CompletableFuture<String> gatedSync(String country) {
        return gated(country);
    }

    @Cacheable(cacheNames = "plain", key = "'failing'")
    public CompletableFuture<String> failing(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }

    @Cacheable(cacheNames = "sync", key = "'failing'", sync = true)
    public CompletableFuture<String> failingSync(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }

    @Cacheable("plain")
    public CompletableFuture<String> throwing(String country) {
        throw new UnsupportedOperationException();
    }

    @Cacheable("plain")
    public CompletableFuture<String> none(String country) {
        return null;
    }

    @Cacheable("typed")
    public CompletableFuture<List<Item>> typed(String country) {
        this.loads.incrementAndGet();
        return CompletableFuture.completedFuture(List.of(new Item(country)));
    }

    @Cacheable("nothing")
    public CompletableFuture<String> nothing(String country) {
        this.loads.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    @Cacheable("optional")
    public CompletableFuture<Optional<String>> optional(String country) {
        this.loads.incrementAndGet();
        return CompletableFuture.completedFuture(Optional.of(country).filter((name) -> !name.isEmpty()));
    }

    @Cacheable(cacheNames = "conditional", condition = "#country.length() == 2", unless = "#result.endsWith('3')")
    public CompletableFuture<String> conditional(String country) {
        return loaded(country);
    }

    @Cacheable({ "near", "far" })
    public CompletableFuture<String> both(String country) {
        return loaded(country);
    }

    @CachePut(cacheNames = "plain", key = "#country")
    public CompletableFuture<String> put(String country, CompletableFuture<String> result) {
        return result;
    }

    @CacheEvict(cacheNames = "plain", key = "#country")
    public CompletableFuture<String> evict(String country, CompletableFuture<String> result) {
        return result;
    }

    @Cacheable("stale")
    public CompletableFuture<String> stale(String country) {
        return loaded(country);
    }

    private CompletableFuture<String> loaded(String country) {
        return CompletableFuture.completedFuture(country + this.loads.incrementAndGet());
    }

    record Item(String name) {
    }

}
