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

import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import org.springframework.stereotype.Service

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict
import io.github.stampedesafe.annotation.StampedeSafeCachePut
import io.github.stampedesafe.annotation.StampedeSafeCacheable

/** Functions that take several keys. */
@Service
class Portfolios(private val exchange: Exchange) {

    @StampedeSafeCacheable(cacheName = "portfolio", keys = "#symbols", ttl = "10m")
    suspend fun quotes(symbols: List<String>): Map<String, Quote> {
        return symbols.associateWith { exchange.ask(it) }
    }

    @StampedeSafeCacheable(cacheName = "portfolio", key = "#symbol", ttl = "10m")
    suspend fun quote(symbol: String): Quote = exchange.ask(symbol)

    @StampedeSafeCacheable(cacheName = "portfolio", keys = "#symbols", keyOf = "symbol", ttl = "10m")
    suspend fun list(symbols: Set<String>): List<Quote> = symbols.map { exchange.ask(it) }

    @StampedeSafeCacheable(cacheName = "portfolio", keys = "#symbols", keyOf = "symbol", ttl = "10m")
    fun flow(symbols: Collection<String>): Flow<Quote> = flow { symbols.forEach { emit(exchange.ask(it)) } }

    @StampedeSafeCacheable(cacheName = "portfolio", keys = "#symbols", keyOf = "symbol", ttl = "10m")
    suspend fun laterFlow(symbols: Collection<String>): Flow<Quote> = flow(symbols)

    @StampedeSafeCacheable(cacheName = "portfolio", keys = "#symbols", ttl = "10m")
    fun deferred(symbols: List<String>): Deferred<Map<String, Quote>> =
        CoroutineScope(Dispatchers.Default).async { symbols.associateWith { exchange.ask(it) } }

    @StampedeSafeCachePut(cacheName = "portfolio", keys = "#result", ttl = "10m")
    suspend fun publish(symbols: List<String>): Map<String, Quote> = symbols.associateWith { exchange.ask(it) }

    @StampedeSafeCacheEvict(cacheName = "portfolio", keys = "#symbols")
    suspend fun withdraw(symbols: List<String>) {
        exchange.ask(symbols.first())
    }

    @StampedeSafeCacheable(cacheName = "namesOfSeveral", keys = "#symbols", ttl = "10m", staleWhileRevalidate = "1h", jitter = 0.0, beta = 0.0)
    suspend fun coroutines(symbols: List<String>): Map<String, String> {
        val name = currentCoroutineContext()[CoroutineName]?.name ?: "nobody"
        return symbols.associateWith { "$it by $name" }
    }

    @StampedeSafeCacheable(cacheName = "unanswered", keys = "#symbols", ttl = "10m")
    suspend fun neverAnswered(question: Exchange.Question, symbols: List<String>): Map<String, Quote> =
        exchange.askForEver(question)

}
