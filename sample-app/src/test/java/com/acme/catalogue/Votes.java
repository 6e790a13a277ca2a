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

package com.acme.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;

@Service
public class Votes {

    private final StampedeSafeCache cache;

    private final AtomicInteger loads = new AtomicInteger();

    Votes(StampedeSafeCaches caches) {
        this.cache = caches.cache("votes");
    }

    // tag::several[]
    public Map<Long, Integer> votes(Collection<Long> products) throws Exception {
        return this.cache.getAll(products, Integer.class, this::count);
    }

    public void voted(Collection<Long> products) {
        this.cache.evictAll(products);
    }

    private Map<Long, Integer> count(List<Long> products) {
        int load = this.loads.incrementAndGet();
        return products.stream().collect(Collectors.toMap((id) -> id, (id) -> load));
    }
    // end::several[]

}
