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

import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.aot.hint.RuntimeHints
import org.springframework.aot.hint.RuntimeHintsRegistrar
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates
import org.springframework.core.io.support.SpringFactoriesLoader

/** The native image of an application with suspend functions lacks nothing of the library's. */
class AheadOfTimeTests {

    private val hints = RuntimeHints()

    init {
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
            .load(RuntimeHintsRegistrar::class.java)
            .filter { it.javaClass.name.startsWith("io.github.stampedesafe.") }
            .forEach { it.registerHints(hints, javaClass.classLoader) }
    }

    @Test
    fun theContinuationOfARefreshCanBeMade() {
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Continuation::class.java)).accepts(hints)
        assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(EmptyCoroutineContext::class.java, "INSTANCE"))
            .accepts(hints)
    }
}
