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

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * A query that lasts until a number of requests have reached the shop, on any instance,
 * and then answers each time with something else.
 */
final class HeldQuery implements TotalsQuery, Filter {

    private final AtomicInteger loads = new AtomicInteger();

    private final CountDownLatch arrivals;

    HeldQuery(int requests) {
        this.arrivals = new CountDownLatch(requests);
    }

    int loads() {
        return this.loads.get();
    }

    @Override
    public Optional<Totals> totals(String country) {
        Instant answer = Instant.ofEpochSecond(this.loads.incrementAndGet());
        awaitArrivals();
        return Optional.of(new Totals(country, 1, 1, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, List.of(),
                List.of(), answer));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        this.arrivals.countDown();
        chain.doFilter(request, response);
    }

    private void awaitArrivals() {
        try {
            if (!this.arrivals.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this.arrivals.getCount() + " requests have not arrived");
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
