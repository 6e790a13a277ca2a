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

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/** The slow source of prices. A test holds its queries open. */
@Component
public class PriceList {

    private final Map<String, BigDecimal> amounts = new ConcurrentHashMap<>();

    private final AtomicInteger queries = new AtomicInteger();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    public Price query(String article) {
        this.queries.incrementAndGet();
        BigDecimal amount = this.amounts.getOrDefault(article, BigDecimal.TEN);
        try {
            this.gate.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        return new Price(article, amount);
    }

    public void write(Price price) {
        this.amounts.put(price.article(), price.amount());
    }

    public int queries() {
        return this.queries.get();
    }

    public void hold(CountDownLatch gate) {
        this.gate = gate;
    }

}
