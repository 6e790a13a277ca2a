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

package com.acme.recipes;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

@Service
class Payments {

    private final AtomicInteger queries = new AtomicInteger();

    @StampedeSafeCacheable(cacheName = "payments", key = "#customer", ttl = "10m")
    public List<Payment> of(long customer) {
        this.queries.incrementAndGet();
        return List.of(new Payment.Card("4242"), new Payment.Transfer("DE02120300000000202051"));
    }

    int queries() {
        return this.queries.get();
    }

}
