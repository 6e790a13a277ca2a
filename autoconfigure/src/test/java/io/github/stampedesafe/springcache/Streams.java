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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that return a reactive type, with Spring's annotations. */
class Streams {

    private final AtomicInteger loads = new AtomicInteger();

    private CompletableFuture<String> gate = new CompletableFuture<>();

    private Function<String, Mono<String>> again = Mono::just;

    public int loads() {
        return this.loads.get();
    }

    public void gate(CompletableFuture<String> gate) {
        this.gate = gate;
    }

    @Cacheable("mono")
    public Mono<String> mono(String country) {
        return loaded(country);
    }

    @Cacheable(cacheNames = "sync", sync = true)
    public Mono<String> monoSync(String country) {
        return loaded(country);
    }

    @Cacheable("flux")
    public Flux<Integer> flux(String country) {
        return Flux.defer(() -> {
            this.loads.incrementAndGet();
            return Flux.just(1, 2, 3);
        });
    }

    @Cacheable(cacheNames = "fluxSync", sync = true)
    public Flux<Integer> fluxSync(String country) {
        return flux(country);
    }

    @Cacheable("empty")
    public Mono<String> empty(String country) {
        return Mono.defer(() -> {
            this.loads.incrementAndGet();
            return Mono.empty();
        });
    }

    @Cacheable("none")
    public Flux<String> none(String country) {
        this.loads.incrementAndGet();
        return Flux.empty();
    }

    @Cacheable("optional")
    public Mono<Optional<String>> optional(String country) {
        this.loads.incrementAndGet();
        return Mono.just(Optional.of(country).filter((name) -> !name.isEmpty()));
    }

    public void again(Function<String, Mono<String>> again) {
        this.again = again;
    }

    public Mono<String> again(String country) {
        return this.again.apply(country);
    }

    @Cacheable("recursive")
    public Mono<String> recursive(String country) {
        return Mono.delay(Duration.ofMillis(1)).flatMap((tick) -> this.again.apply(country));
    }

    @Cacheable(cacheNames = "recursiveSync", sync = true)
    public Mono<String> recursiveSync(String country) {
        return recursive(country);
    }

    @Cacheable("recursiveFlux")
    public Flux<String> recursiveFlux(String country) {
        return recursive(country).flux();
    }

    @Cacheable("gated")
    public Mono<String> gated(String country) {
        this.loads.incrementAndGet();
        return Mono.fromFuture(this.gate, true);
    }

    @Cacheable(cacheNames = "gated", sync = true)
    public Mono<String> gatedSync(String country) {
        return gated(country);
    }

    @Cacheable(cacheNames = "failing", key = "'failing'")
    public Mono<String> failing(Throwable failure) {
        return Mono.error(failure);
    }

    @Cacheable(cacheNames = "failing", key = "'failing'", sync = true)
    public Mono<String> failingSync(Throwable failure) {
        return Mono.error(failure);
    }

    @Cacheable(cacheNames = "failingFlux", key = "'failing'")
    public Flux<String> failingFlux(Throwable failure) {
        return Flux.error(failure);
    }

    @Cacheable("tenant")
    public Mono<String> tenant(String country) {
        return Mono.deferContextual((context) -> Mono.just(context.get("tenant")));
    }

    @CachePut(cacheNames = "mono", key = "#country")
    public Mono<String> put(String country, Mono<String> result) {
        return result;
    }

    @CachePut(cacheNames = "flux", key = "#country")
    public Flux<Integer> putFlux(String country, Flux<Integer> result) {
        return result;
    }

    @CacheEvict(cacheNames = "mono", key = "#country")
    public Mono<Void> evict(String country, Mono<Void> result) {
        return result;
    }

    @Cacheable("stale")
    public Mono<String> stale(String country) {
        return loaded(country);
    }

    @Cacheable("stale")
    public Mono<String> staleUser(String key) {
        return ReactiveSecurityContextHolder.getContext()
            .map((security) -> security.getAuthentication().getName())
            .defaultIfEmpty("nobody");
    }

    private Mono<String> loaded(String country) {
        return Mono.fromSupplier(() -> country + this.loads.incrementAndGet());
    }

}
