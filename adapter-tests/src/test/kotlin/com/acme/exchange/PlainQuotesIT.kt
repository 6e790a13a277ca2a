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

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest

import io.github.stampedesafe.test.CacheLoads
import io.github.stampedesafe.test.StampedeSafeTest

/** Spring's own annotations on suspend functions. */
@SpringBootTest(classes = [ExchangeApplication::class], properties = ["stampede-safe.spring-cache.enabled=true"])
@StampedeSafeTest
@Timeout(120)
class PlainQuotesIT {

    @Autowired
    lateinit var quotes: PlainQuotes

    @Autowired
    lateinit var loads: CacheLoads

    @Test
    fun aHundredCoroutinesLoadOnce() = runBlocking<Unit> {
        for ((market, call) in mapOf(1 to suspend { quotes.quote("ACME", 1) }, 2 to suspend { quotes.quoteSync("ACME", 2) })) {
            val hold = loads.hold("plain", "ACME", market)
            val callers = List(100) { async(Dispatchers.Default) { call() } }
            hold.awaitReached().release()
            assertThat(callers.awaitAll().distinct()).hasSize(1)
        }
        assertThat(loads.inCache("plain")).isEqualTo(2)
    }

    @Test
    fun putAndEvictHaveTheKeyOfTheArguments() = runBlocking<Unit> {
        val published = quotes.publish("ACME", 1)
        assertThat(quotes.quote("ACME", 1)).isEqualTo(published)

        quotes.withdraw("ACME", 1)

        assertThat(quotes.quote("ACME", 1)).isNotEqualTo(published)
    }

}
