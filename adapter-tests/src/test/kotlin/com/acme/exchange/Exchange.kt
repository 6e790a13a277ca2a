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

import java.util.concurrent.atomic.AtomicInteger

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import org.springframework.stereotype.Component

/**
 * A quote.
 *
 * @property edition another number each time the exchange is asked
 */
data class Quote(val symbol: String, val edition: Int)

/** Its field keeps coroutines from replacing it by a copy. */
class DelistedException(val symbol: String) : Exception("$symbol is delisted")

/** Answers later, on a thread of its choice. */
@Component
class Exchange {

    /** What it fails with, if it does. */
    @Volatile
    var failure: Throwable? = null

    suspend fun ask(symbol: String): Quote {
        yield()
        failure?.let { throw it }
        return Quote(symbol, EDITIONS.incrementAndGet())
    }

    /** Answers never, and says when it is asked and when nobody wants to know any more. */
    suspend fun askForEver(question: Question): Nothing {
        question.asked.complete(Unit)
        try {
            awaitCancellation()
        } finally {
            question.left.complete(Unit)
        }
    }

    class Question {

        val asked = CompletableDeferred<Unit>()

        val left = CompletableDeferred<Unit>()

    }

    private companion object {

        val EDITIONS = AtomicInteger()

    }

}
