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

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger

import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.springframework.beans.factory.ObjectProvider
import org.springframework.stereotype.Service

import io.github.stampedesafe.annotation.ScheduledRecompute
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict
import io.github.stampedesafe.annotation.StampedeSafeCachePut
import io.github.stampedesafe.annotation.StampedeSafeCacheable

/** Suspend functions with annotations of each kind. */
@Service
class Quotes(private val exchange: Exchange, private val self: ObjectProvider<Quotes>) {

    val questions = ConcurrentHashMap<String, Exchange.Question>()

    val scheduled = AtomicInteger()

    @StampedeSafeCacheable(cacheName = "quotes", key = "#symbol", ttl = "10m")
    suspend fun quote(symbol: String): Quote {
        return exchange.ask(symbol)
    }

    @StampedeSafeCacheable(cacheName = "quotes", key = "#symbol", ttl = "10m", sharedKeys = true)
    fun quoteWithoutSuspension(symbol: String): Quote = error("$symbol is not asked for")

    @StampedeSafeCachePut(cacheName = "quotes", key = "#quote.symbol", ttl = "10m")
    suspend fun publish(quote: Quote): Quote = quote.copy(edition = exchange.ask(quote.symbol).edition)

    @StampedeSafeCacheEvict(cacheName = "quotes", key = "#symbol")
    suspend fun withdraw(symbol: String) {
        exchange.ask(symbol)
    }

    @StampedeSafeCacheEvict(cacheName = "quotes", key = "#symbol", beforeInvocation = true)
    suspend fun withdrawFirst(symbol: String) {
        exchange.ask(symbol)
    }

    @StampedeSafeCacheable(cacheName = "unknown", ttl = "10m", nullTtl = "10m")
    suspend fun unknown(symbol: String): Quote? {
        exchange.ask(symbol)
        return null
    }

    @StampedeSafeCacheable(cacheName = "counts", ttl = "10m")
    suspend fun count(symbol: String, market: Int): Int = exchange.ask(symbol).edition + market

    @StampedeSafeCacheable(cacheName = "positions", key = "#p0 + #a1 + #root.args.length", ttl = "10m")
    suspend fun byPosition(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

    @StampedeSafeCacheable(cacheName = "simple", keyGenerator = "simpleKeys", ttl = "10m")
    suspend fun bySimpleKey(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

    @StampedeSafeCacheable(cacheName = "joined", keyGenerator = "joinedKeys", ttl = "10m")
    suspend fun byJoinedKey(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

    @StampedeSafeCacheable(
        cacheName = "conditional",
        key = "#symbol",
        condition = "!#symbol.isEmpty()",
        unless = "#result.symbol == 'NEW'",
        version = "#result.edition",
        ttl = "10m",
    )
    suspend fun conditional(symbol: String): Quote = exchange.ask(symbol)

    @StampedeSafeCachePut(cacheName = "conditional", key = "#quote.symbol", version = "#result.edition", ttl = "10m")
    suspend fun restate(quote: Quote): Quote {
        yield()
        return quote
    }

    @StampedeSafeCacheable(cacheName = "questions", ttl = "10m")
    suspend fun neverAnswered(symbol: String): Quote = exchange.askForEver(questions.getValue(symbol))

    @StampedeSafeCacheable(cacheName = "hurried", ttl = "10m")
    suspend fun hurried(symbol: String): Quote =
        withTimeout(1) { exchange.askForEver(questions.getValue(symbol)) }

    /** Returns the name of the coroutine that loads. */
    @StampedeSafeCacheable(cacheName = "names", ttl = "10m", staleWhileRevalidate = "1h", jitter = 0.0, beta = 0.0)
    suspend fun coroutine(symbol: String): String =
        symbol + " by " + (currentCoroutineContext()[CoroutineName]?.name ?: "nobody")

    @StampedeSafeCacheable(cacheName = "loops", ttl = "10m")
    suspend fun loop(symbol: String): Quote = self.getObject().loop(symbol)

    @StampedeSafeCacheable(cacheName = "scheduled", ttl = "2h")
    @ScheduledRecompute(fixedRate = "1h", arguments = "{'ACME'}")
    suspend fun recomputed(symbol: String): Quote {
        val quote = exchange.ask(symbol)
        scheduled.incrementAndGet()
        return quote
    }

}
