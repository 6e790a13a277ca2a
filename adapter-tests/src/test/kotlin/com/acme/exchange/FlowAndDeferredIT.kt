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

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest

import io.github.stampedesafe.test.CacheLoads
import io.github.stampedesafe.test.StampedeSafeTest

@SpringBootTest(classes = [ExchangeApplication::class], properties = ["stampede-safe.async.max-elements=4"])
@StampedeSafeTest
@Timeout(120)
class FlowAndDeferredIT {

    @Autowired
    lateinit var exchange: Exchange

    @Autowired
    lateinit var ticks: Ticks

    @Autowired
    lateinit var loads: CacheLoads

    @BeforeEach
    fun succeed() {
        exchange.failure = null
    }

    @Test
    fun aFlowIsStoredAsAList() = runBlocking<Unit> {
        val flow = ticks.ticks("ACME")
        assertThat(loads.inCache("ticks")).describedAs("nobody has collected").isZero()

        val first = flow.toList()

        assertThat(first).hasSize(3)
        assertThat(flow.toList()).isEqualTo(first)
        assertThat(ticks.laterTicks("ACME").toList()).isEqualTo(first)
        assertThat(loads.of("ticks", "ACME")).isOne()
    }

    @Test
    fun aSuspendFunctionMayReturnAFlow() = runBlocking<Unit> {
        val first = ticks.laterTicks("ACME").toList()

        assertThat(first).hasSize(3)
        assertThat(ticks.ticks("ACME").toList()).isEqualTo(first)
    }

    @Test
    fun aPutOfAFlowIsCollected() = runBlocking<Unit> {
        val recorded = arrayOf(Quote("ACME", -1), Quote("ACME", -2))
        assertThat(ticks.record("ACME", flowOf(*recorded)).toList()).containsExactly(*recorded)

        assertThat(ticks.ticks("ACME").toList()).containsExactly(*recorded)
    }

    @Test
    fun aFlowHasTheBoundOfAStream() = runBlocking<Unit> {
        val endless: Flow<Quote> = flowOf(*Array(5) { Quote("ACME", it) })

        assertThat(runCatching { ticks.record("ACME", endless).toList() }.exceptionOrNull())
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessageContaining("brings more than 4 elements")
    }

    @Test
    fun aDeferredBringsTheValue() = runBlocking<Unit> {
        val first = ticks.first("ACME").await()
        assertThat(ticks.first("ACME").await()).isEqualTo(first)

        ticks.forget("ACME").await()

        assertThat(ticks.first("ACME").await()).isNotEqualTo(first)
    }

    @Test
    fun aDeferredFailsAsItsWorkDoes() = runBlocking<Unit> {
        exchange.failure = DelistedException("ACME")

        assertThat(runCatching { ticks.first("ACME").await() }.exceptionOrNull()).isSameAs(exchange.failure)
    }

}
