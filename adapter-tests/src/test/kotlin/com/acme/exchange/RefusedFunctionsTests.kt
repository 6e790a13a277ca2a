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

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.stereotype.Component

import io.github.stampedesafe.InvalidSettingException
import io.github.stampedesafe.annotation.StampedeSafeCacheable

/** Functions with which an application does not start. */
class RefusedFunctionsTests {

    @Test
    fun aFunctionWithoutAValue() {
        assertThat(refusal(NoValue::class.java)).isEqualTo(
            "'@StampedeSafeCacheable' is on NoValue.call(String), which returns nothing that could be stored. " +
                "Return the value, or remove the annotation.",
        )
    }

    @Test
    fun aFunctionWhoseValueComesLaterStill() {
        assertThat(refusal(Later::class.java)).isEqualTo(
            "'@StampedeSafeCacheable' is on Later.call(String), which is a suspend function that returns Deferred, " +
                "and its callers would suspend before there is a value. Return the value itself, or remove 'suspend'.",
        )
    }

    @Test
    fun aFunctionOfSeveralKeysThatBringsOneValue() {
        assertThat(refusal(Several::class.java)).isEqualTo(
            "'keys' is '#ids' on Several.call(List), but the String that is returned holds one value. " +
                "Return a Map from ids to values, or a collection of values with 'keyOf'.",
        )
    }

    @Test
    fun aFunctionOfSeveralKeysWhoseValuesComeLaterStill() {
        assertThat(refusal(SeveralLater::class.java)).isEqualTo(
            "'@StampedeSafeCacheable' is on SeveralLater.call(List), which is a suspend function that returns Deferred, " +
                "and its callers would suspend before there is a value. Return the value itself, or remove 'suspend'.",
        )
    }

    private fun refusal(bean: Class<*>): String? {
        var message: String? = null
        ApplicationContextRunner().withUserConfiguration(Application::class.java).withBean(bean).run { context ->
            val failure = generateSequence(context.startupFailure) { it.cause }.last()
            assertThat(failure).isInstanceOf(InvalidSettingException::class.java)
            message = failure.message
        }
        return message
    }

    @EnableAutoConfiguration
    class Application

    @Component
    class NoValue {

        @StampedeSafeCacheable("a")
        suspend fun call(id: String) {
            check(id.isNotEmpty())
        }

    }

    @Component
    class Later {

        @StampedeSafeCacheable("a")
        suspend fun call(id: String): Deferred<String> = CompletableDeferred(id)

    }

    @Component
    class Several {

        @StampedeSafeCacheable("a", keys = "#ids")
        suspend fun call(ids: List<Long>): String = ids.joinToString()

    }

    @Component
    class SeveralLater {

        @StampedeSafeCacheable("a", keys = "#ids")
        suspend fun call(ids: List<Long>): Deferred<Map<Long, String>> =
            CompletableDeferred(ids.associateWith { it.toString() })

    }

}
