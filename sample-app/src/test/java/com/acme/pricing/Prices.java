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

package com.acme.pricing;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.stereotype.Service;

@Service
@CacheConfig(cacheNames = "prices")
public class Prices {

    private final PriceList list;

    public Prices(PriceList list) {
        this.list = list;
    }

    @Cacheable
    public Price price(String article) {
        return this.list.query(article);
    }

    @Cacheable(sync = true)
    public Price exactPrice(String article) {
        return this.list.query(article);
    }

    @Cacheable
    public CompletableFuture<Price> priceLater(String article) {
        return CompletableFuture.supplyAsync(() -> this.list.query(article));
    }

    @CachePut(key = "#price.article")
    public Price change(Price price) {
        this.list.write(price);
        return price;
    }

    @CacheEvict
    public void withdraw(String article) {
    }

    @Cacheable(cacheNames = "offers", key = "#articles", unless = "#result.isEmpty()")
    public List<Price> offers(List<String> articles) {
        return articles.stream().map(this.list::query).toList();
    }

    @Caching(evict = { @CacheEvict(cacheNames = "prices", allEntries = true),
            @CacheEvict(cacheNames = "offers", allEntries = true) })
    public void newSeason() {
    }

}
