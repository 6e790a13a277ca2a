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

import org.springframework.beans.factory.BeanCreationException;

import io.github.stampedesafe.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Beans whose annotations cannot work. */
final class RefusedBeans {

    private RefusedBeans() {
    }

    /** Asserts that no bean of a class is created, and that one sentence says why. */
    static void assertRefused(Class<?> mistaken, String message) {
        assertThatThrownBy(() -> CacheContext.started((context) -> context.registerBean("bean", mistaken)).close())
            .isInstanceOf(BeanCreationException.class)
            .rootCause()
            .isInstanceOf(InvalidSettingException.class)
            .hasMessage(message);
    }

}
