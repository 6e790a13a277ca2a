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

package io.github.stampedesafe.sample.totals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** The totals of a country, cached. */
@Service
public class TotalsService {

    private final TotalsQuery query;

    private final AtomicLong loads = new AtomicLong();

    TotalsService(TotalsQuery query) {
        this.query = query;
    }

    /**
     * Returns the totals, empty if there is no such country. Called hundreds of times at
     * once, the query runs once, on one of all instances.
     * @param country two-letter code
     */
    // tag::cacheable[]
    @StampedeSafeCacheable(cacheName = "totals", key = "#country", ttl = "10m", staleWhileRevalidate = "1h")
    public Optional<Totals> totals(String country) {
        this.loads.incrementAndGet();
        return this.query.totals(country);
    }
    // end::cacheable[]

    /**
     * Makes the next call ask the database again.
     * @param country two-letter code
     */
    @StampedeSafeCacheEvict(cacheName = "totals", key = "#country")
    public void forget(String country) {
    }

    /** Returns how often this instance has run the query on behalf of the cache. */
    public long loads() {
        return this.loads.get();
    }

}
