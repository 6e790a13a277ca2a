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

package io.github.stampedesafe.interceptor;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/** The module of adapter tests has those of an application with Kotlin. */
class ContinuationHintsTests {

    @Test
    void withoutKotlinThereAreNone() {
        RuntimeHints hints = new RuntimeHints();
        new ContinuationHints().registerHints(hints, new FilteredClassLoader("kotlin"));
        assertThat(hints.proxies().jdkProxyHints()).isEmpty();
        assertThat(hints.reflection().typeHints()).isEmpty();
    }

}
