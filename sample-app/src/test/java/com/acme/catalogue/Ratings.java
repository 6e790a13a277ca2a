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

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Service;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;

@Service
public class Ratings {

    private static final Type STARS = new ParameterizedTypeReference<List<Integer>>() {
    }.getType();

    private final StampedeSafeCache cache;

    private final AtomicInteger loads = new AtomicInteger();

    Ratings(StampedeSafeCaches caches) {
        this.cache = caches.cache("ratings");
    }

    public @Nullable Object stars(long product) throws Exception {
        return this.cache.get(product, STARS, () -> List.of(5, 4, this.loads.incrementAndGet()));
    }

    public void rated(long product) {
        this.cache.evict(product);
    }

}
