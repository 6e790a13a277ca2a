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

import java.time.Duration

import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest

import io.github.stampedesafe.test.CacheLoads
import io.github.stampedesafe.test.Instances
import io.github.stampedesafe.test.StampedeSafeTest
import io.github.stampedesafe.test.StoreTime

@SpringBootTest(classes = [ExchangeApplication::class])
@StampedeSafeTest(instances = 2)
@Timeout(120)
class PortfoliosIT {

    @Autowired
    lateinit var exchange: Exchange

    @Autowired
    lateinit var portfolios: Portfolios

    @Autowired
    lateinit var instances: Instances

    @Autowired
    lateinit var loads: CacheLoads

    @Autowired
    lateinit var time: StoreTime

    @BeforeEach
    fun succeed() {
        exchange.failure = null
    }

    @Test
    fun aHundredCoroutinesOfTwoInstancesLoadEachKeyOnce() = runBlocking<Unit> {
        val all = instances.beans(Portfolios::class.java)
        val symbols = List(10) { "S$it" }
        val callers = List(100) { caller { all[it % 2].quotes(listOf(symbols[it % 10], symbols[(it + 1) % 10])) } }

        val quotes = callers.awaitAll().flatMap { it.values }.distinct()

        assertThat(quotes).extracting<String> { it.symbol }.containsExactlyInAnyOrderElementsOf(symbols)
        assertThat(symbols).allSatisfy { assertThat(loads.of("portfolio", it)).isOne() }
    }

    @Test
    fun allTypesShareTheEntries() = runBlocking<Unit> {
        val first = portfolios.quotes(listOf("B", "A"))
        val values = first.values.toList()

        assertThat(first.keys).containsExactly("B", "A")
        assertThat(portfolios.quote("A")).isEqualTo(first["A"])
        assertThat(portfolios.list(linkedSetOf("B", "A"))).isEqualTo(values)
        assertThat(portfolios.flow(listOf("B", "A")).toList()).isEqualTo(values)
        assertThat(portfolios.laterFlow(listOf("B", "A")).toList()).isEqualTo(values)
        assertThat(portfolios.deferred(listOf("B", "A")).await()).isEqualTo(first)
        assertThat(loads.of("portfolio", "A")).isOne()
        assertThat(portfolios.flow(listOf("A", "C")).toList()).hasSize(2).startsWith(first["A"])
        assertThat(portfolios.list(emptySet())).isEmpty()
    }

    @Test
    fun putsAndEvictsAreOfAllKeys() = runBlocking<Unit> {
        val published = portfolios.publish(listOf("A", "B"))
        assertThat(portfolios.quotes(listOf("A", "B"))).isEqualTo(published)

        portfolios.withdraw(listOf("A", "B"))

        assertThat(portfolios.quotes(listOf("A", "B")).values).doesNotContainAnyElementsOf(published.values)
    }

    @Test
    fun callersGetTheExceptionOfTheFunction() = runBlocking<Unit> {
        exchange.failure = DelistedException("A")

        assertThat(withContext(Dispatchers.Default) { runCatching { portfolios.quotes(listOf("A")) }.exceptionOrNull() })
            .isSameAs(exchange.failure)
    }

    @Test
    fun aLoadHasTheContextOfItsCallerAndARefreshHasNone() = runBlocking<Unit> {
        val named = withContext(CoroutineName("Ada")) { portfolios.coroutines(listOf("A", "B")) }
        assertThat(named).isEqualTo(mapOf("A" to "A by Ada", "B" to "B by Ada"))
        time.advance(Duration.ofMinutes(11))

        assertThat(withContext(CoroutineName("Ben")) { portfolios.coroutines(listOf("A", "B")) }).isEqualTo(named)

        val refreshed = mapOf("A" to "A by nobody", "B" to "B by nobody")
        await().until { runBlocking { portfolios.coroutines(listOf("A", "B")) } == refreshed }
    }

    @Test
    fun theLoadIsCancelledWhenItsCallerIs() = runBlocking<Unit> {
        val question = Exchange.Question()
        val caller = caller { portfolios.neverAnswered(question, listOf("A", "B")) }
        question.asked.await()

        caller.cancelAndJoin()

        question.left.await()
    }

    /** Starts a coroutine of its own, which may fail without ending the test. */
    private fun <T> caller(call: suspend () -> T): Deferred<T> = CoroutineScope(Dispatchers.Default).async { call() }

}
