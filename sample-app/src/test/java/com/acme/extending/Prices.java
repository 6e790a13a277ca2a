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

package com.acme.extending;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.MDC;
import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

@Service
class Prices {

    private final List<String> queries = new CopyOnWriteArrayList<>();

    @StampedeSafeCacheable(cacheName = "prices", keyGenerator = "tenantKeys", ttl = "10m", staleWhileRevalidate = "1h")
    Money price(String product) {
        if (product.isEmpty()) {
            throw new IllegalArgumentException("No product");
        }
        this.queries.add("%s of %s for cache %s".formatted(product, Tenant.current(), MDC.get("cache")));
        return new Money(new BigDecimal("1.50").add(BigDecimal.valueOf(this.queries.size())), "EUR");
    }

    @StampedeSafeCacheEvict(cacheName = "prices", keyGenerator = "tenantKeys", mode = EvictMode.EXPIRE)
    void changed(String product) {
    }

    /** Returns what the methods asked the source. */
    List<String> queries() {
        return this.queries;
    }

}
