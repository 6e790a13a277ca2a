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

package com.acme.goods;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Slow methods whose source is a register in Redis, which counts what it is asked. */
@Service
public class Goods {

    private final StringRedisTemplate source;

    public Goods(StringRedisTemplate source) {
        this.source = source;
    }

    /** Waits until the test opens the gate: every caller is there by then. */
    @Cacheable("plain")
    public String plain(String key) {
        return gated(key);
    }

    @Cacheable(cacheNames = "sync", sync = true)
    public String sync(String key) {
        return gated(key);
    }

    @Cacheable("future")
    public CompletableFuture<String> future(String key) {
        return CompletableFuture.supplyAsync(() -> gated(key));
    }

    @Cacheable("mono")
    public Mono<String> mono(String key) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(() -> gated(key)));
    }

    @Cacheable("stock")
    public long stock(String key) {
        String stock = this.source.opsForValue().get("stock:" + key);
        return (stock != null) ? Long.parseLong(stock) : 0;
    }

    @CachePut(cacheNames = "stock", key = "#key")
    public long count(String key, long stock) {
        write(key, stock);
        return stock;
    }

    @CacheEvict(cacheNames = "stock", key = "#key")
    public void sell(String key, long stock) {
        write(key, stock);
    }

    @Caching(evict = { @CacheEvict(cacheNames = "stock", key = "#key"),
            @CacheEvict(cacheNames = "plain", key = "#key") })
    public void move(String key, long stock) {
        write(key, stock);
    }

    private void write(String key, long stock) {
        this.source.opsForValue().set("stock:" + key, Long.toString(stock));
    }

    private String gated(String key) {
        Long number = this.source.opsForValue().increment("loads:" + key);
        this.source.opsForList().leftPop("gate:" + key, Duration.ofMinutes(5));
        return Objects.requireNonNull(number).toString();
    }

}
