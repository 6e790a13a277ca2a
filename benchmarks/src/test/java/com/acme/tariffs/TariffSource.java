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

package com.acme.tariffs;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The slow source of tariffs, one for all instances. A test holds its queries open. */
public class TariffSource {

    private final Map<String, Integer> percents = new ConcurrentHashMap<>();

    private final AtomicInteger queries = new AtomicInteger();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    public Tariff query(String country) {
        Tariff tariff = new Tariff(country, Objects.requireNonNull(this.percents.get(country)));
        this.queries.incrementAndGet();
        try {
            this.gate.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        return tariff;
    }

    public void write(Tariff tariff) {
        this.percents.put(tariff.country(), tariff.percent());
    }

    /**
     * Counts from zero, and holds queries at a gate, which answer what they read before
     * it.
     */
    public void begin(Tariff tariff, CountDownLatch gate) {
        write(tariff);
        this.queries.set(0);
        this.gate = gate;
    }

    public int queries() {
        return this.queries.get();
    }

}
