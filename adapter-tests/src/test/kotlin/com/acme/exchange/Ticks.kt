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

package com.acme.exchange

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import org.springframework.stereotype.Service

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict
import io.github.stampedesafe.annotation.StampedeSafeCachePut
import io.github.stampedesafe.annotation.StampedeSafeCacheable

/** The other types that bring values later. */
@Service
class Ticks(private val exchange: Exchange) {

    @StampedeSafeCacheable(cacheName = "ticks", key = "#symbol", ttl = "10m")
    fun ticks(symbol: String): Flow<Quote> = flow {
        repeat(3) { emit(exchange.ask(symbol)) }
    }

    @StampedeSafeCacheable(cacheName = "ticks", key = "#symbol", ttl = "10m", sharedKeys = true)
    suspend fun laterTicks(symbol: String): Flow<Quote> = ticks(symbol)

    @StampedeSafeCachePut(cacheName = "ticks", key = "#symbol", ttl = "10m")
    fun record(symbol: String, ticks: Flow<Quote>): Flow<Quote> = ticks

    @StampedeSafeCacheable(cacheName = "firsts", ttl = "10m")
    fun first(symbol: String): Deferred<Quote> = CoroutineScope(Dispatchers.Default).async { exchange.ask(symbol) }

    @StampedeSafeCacheEvict(cacheName = "firsts", key = "#symbol")
    fun forget(symbol: String): Deferred<Unit> = CoroutineScope(Dispatchers.Default).async { exchange.ask(symbol); Unit }

}
