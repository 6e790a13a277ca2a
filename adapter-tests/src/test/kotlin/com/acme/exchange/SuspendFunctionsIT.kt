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

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest

import io.github.stampedesafe.RecursiveLoadException
import io.github.stampedesafe.engine.SingleFlightCache
import io.github.stampedesafe.test.CacheLoads
import io.github.stampedesafe.test.Instances
import io.github.stampedesafe.test.StampedeSafeTest
import io.github.stampedesafe.test.StoreTime

@SpringBootTest(classes = [ExchangeApplication::class])
@StampedeSafeTest(instances = 2)
@Timeout(120)
class SuspendFunctionsIT {

    @Autowired
    lateinit var exchange: Exchange

    @Autowired
    lateinit var quotes: Quotes

    @Autowired
    lateinit var instances: Instances

    @Autowired
    lateinit var loads: CacheLoads

    @Autowired
    lateinit var time: StoreTime

    @Autowired
    lateinit var engine: SingleFlightCache

    @BeforeEach
    fun succeed() {
        exchange.failure = null
    }

    @Test
    fun aHundredCoroutinesOfTwoInstancesLoadOnce() = runBlocking<Unit> {
        val all = instances.beans(Quotes::class.java)
        val hold = loads.hold("quotes", "ACME")
        val callers = List(100) { caller { all[it % all.size].quote("ACME") } }
        hold.awaitReached()
        assertThat(callers).noneMatch { it.isCompleted }
        hold.release()

        assertThat(callers.awaitAll().distinct()).hasSize(1)
        assertThat(loads.of("quotes", "ACME")).isOne()
    }

    @Test
    fun aHitDoesNotCallTheFunction() = runBlocking<Unit> {
        val first = quotes.quote("ACME")

        assertThat(quotes.quote("ACME")).isEqualTo(first)
        assertThat(quotes.quote("INIT")).isNotEqualTo(first)
        assertThat(loads.inCache("quotes")).isEqualTo(2)
    }

    @Test
    fun aFunctionThatDoesNotSuspendSharesTheEntry() = runBlocking<Unit> {
        val first = quotes.quote("ACME")

        assertThat(quotes.quoteWithoutSuspension("ACME")).isEqualTo(first)
    }

    @Test
    fun nullIsAValue() = runBlocking<Unit> {
        repeat(2) { assertThat(quotes.unknown("ACME")).isNull() }

        assertThat(loads.of("unknown", "ACME")).isOne()
    }

    @Test
    fun theContinuationIsNotPartOfAKey() = runBlocking<Unit> {
        val calls = mapOf(
            "counts" to suspend { quotes.count("ACME", 7) },
            "positions" to suspend { quotes.byPosition("ACME", 7) },
            "simple" to suspend { quotes.bySimpleKey("ACME", 7) },
            "joined" to suspend { quotes.byJoinedKey("ACME", 7) },
        )

        calls.forEach { (cache, call) ->
            assertThat(caller { call() }.await()).describedAs(cache).isEqualTo(caller { call() }.await())
            assertThat(loads.inCache(cache)).describedAs(cache).isOne()
        }
        assertThat(loads.of("counts", "ACME", 7)).isOne()
        assertThat(loads.of("positions", "ACME72")).isOne()
        assertThat(loads.of("simple", "ACME", 7)).isOne()
        assertThat(loads.of("joined", "ACME, 7, null")).isOne()
        assertThat(quotes.bySimpleKey("ACME", 8)).isNotEqualTo(quotes.bySimpleKey("ACME", 7))
    }

    @Test
    fun conditionAndUnlessDecideAsElsewhere() = runBlocking<Unit> {
        for (symbol in listOf("", "NEW")) {
            assertThat(quotes.conditional(symbol)).isNotEqualTo(quotes.conditional(symbol))
        }
        assertThat(quotes.conditional("ACME")).isEqualTo(quotes.conditional("ACME"))
    }

    @Test
    fun anOlderVersionReplacesNoNewerOne() = runBlocking<Unit> {
        val stored = quotes.conditional("ACME")
        quotes.restate(stored.copy(edition = stored.edition - 1))
        assertThat(quotes.conditional("ACME")).isEqualTo(stored)

        val newer = quotes.restate(stored.copy(edition = stored.edition + 1))
        assertThat(quotes.conditional("ACME")).isEqualTo(newer)
    }

    @Test
    fun aPutStoresWhatTheFunctionReturned() = runBlocking<Unit> {
        val old = quotes.quote("ACME")
        val published = quotes.publish(Quote("ACME", 0))

        assertThat(published).isNotEqualTo(old)
        assertThat(quotes.quote("ACME")).isEqualTo(published)
        exchange.failure = DelistedException("ACME")
        assertThat(failure { quotes.publish(Quote("ACME", 0)) }).isSameAs(exchange.failure)
        assertThat(quotes.quote("ACME")).isEqualTo(published)
    }

    @Test
    fun anEvictTakesEffectWhenTheFunctionHasReturned() = runBlocking<Unit> {
        val old = quotes.quote("ACME")
        exchange.failure = DelistedException("ACME")
        assertThat(failure { quotes.withdraw("ACME") }).isSameAs(exchange.failure)
        assertThat(quotes.quote("ACME")).isEqualTo(old)

        exchange.failure = null
        quotes.withdraw("ACME")

        assertThat(quotes.quote("ACME")).isNotEqualTo(old)
    }

    @Test
    fun anEvictBeforeTheFunctionTakesEffectAlthoughItFails() = runBlocking<Unit> {
        val old = quotes.quote("ACME")
        exchange.failure = DelistedException("ACME")
        assertThat(failure { quotes.withdrawFirst("ACME") }).isSameAs(exchange.failure)

        exchange.failure = null

        assertThat(quotes.quote("ACME")).isNotEqualTo(old)
    }

    @Test
    fun callersGetTheExceptionOfTheFunction() = runBlocking<Unit> {
        exchange.failure = DelistedException("ACME")

        assertThat(failure { quotes.quote("ACME") }).isSameAs(exchange.failure)
    }

    @Test
    fun aCallerThatIsCancelledLeavesTheOthers() = runBlocking<Unit> {
        val hold = loads.hold("quotes", "ACME")
        val leader = caller { quotes.quote("ACME") }
        hold.awaitReached()
        val follower = caller { quotes.quote("ACME") }
        await().until { followers() == 1 }

        leader.cancelAndJoin()
        hold.release()

        assertThat(follower.await().symbol).isEqualTo("ACME")
        assertThat(quotes.quote("ACME")).isEqualTo(follower.await())
        assertThat(loads.of("quotes", "ACME")).isOne()
    }

    @Test
    fun theLoadIsCancelledWhenAllCallersAre() = runBlocking<Unit> {
        val question = Exchange.Question()
        quotes.questions["ACME"] = question
        val caller = caller { quotes.neverAnswered("ACME") }
        question.asked.await()

        caller.cancelAndJoin()

        question.left.await()
    }

    @Test
    fun aTimeoutInTheFunctionReachesTheCaller() = runBlocking<Unit> {
        quotes.questions["ACME"] = Exchange.Question()

        assertThat(failure { quotes.hurried("ACME") }).isInstanceOf(CancellationException::class.java)
    }

    @Test
    fun aLoadHasTheContextOfItsCallerAndARefreshHasNone() = runBlocking<Unit> {
        val named = withContext(CoroutineName("Ada")) { quotes.coroutine("ACME") }
        assertThat(named).isEqualTo("ACME by Ada")
        time.advance(Duration.ofMinutes(11))

        assertThat(withContext(CoroutineName("Ben")) { quotes.coroutine("ACME") }).isEqualTo(named)

        await().until { runBlocking { quotes.coroutine("ACME") } != named }
        assertThat(quotes.coroutine("ACME")).isEqualTo("ACME by nobody")
    }

    @Test
    fun aLoadThatAsksForItsOwnKeyFails() = runBlocking<Unit> {
        assertThat(failure { quotes.loop("ACME") }).isInstanceOf(RecursiveLoadException::class.java)
    }

    @Test
    fun aScheduleCallsAFunctionThatSuspends() {
        await().until { instances.beans(Quotes::class.java).sumOf { it.scheduled.get() } > 0 }
    }

    private fun followers() = engine.inProgress().flights().sumOf { it.followers() }

    /** Starts a coroutine of its own, which may fail without ending the test. */
    private fun <T> caller(call: suspend () -> T): Deferred<T> = CoroutineScope(Dispatchers.Default).async { call() }

    private suspend fun failure(call: suspend () -> Any?): Throwable? = withContext(Dispatchers.Default) {
        runCatching { call() }.exceptionOrNull()
    }

}
