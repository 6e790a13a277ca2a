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

package com.acme.rates;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** Where rates come from. Fails if it is told to. */
class RateSource {

    private static final AtomicInteger EDITIONS = new AtomicInteger();

    final CompletableFuture<Boolean> asked = new CompletableFuture<>();

    final AtomicBoolean left = new AtomicBoolean();

    volatile @Nullable RuntimeException failure;

    Rate ask(String currency) {
        RuntimeException failure = this.failure;
        if (failure != null) {
            throw failure;
        }
        return new Rate(currency, EDITIONS.incrementAndGet());
    }

}
