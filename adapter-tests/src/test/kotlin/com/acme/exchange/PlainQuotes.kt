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

import org.springframework.cache.annotation.CacheEvict
import org.springframework.cache.annotation.CachePut
import org.springframework.cache.annotation.Cacheable
import org.springframework.stereotype.Service

/** Suspend functions with annotations of Spring's. */
@Service
class PlainQuotes(private val exchange: Exchange) {

    @Cacheable("plain")
    suspend fun quote(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

    @Cacheable("plain", sync = true)
    suspend fun quoteSync(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

    @CachePut("plain")
    suspend fun publish(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

    @CacheEvict("plain")
    suspend fun withdraw(symbol: String, market: Int): Quote = exchange.ask(symbol + market)

}
