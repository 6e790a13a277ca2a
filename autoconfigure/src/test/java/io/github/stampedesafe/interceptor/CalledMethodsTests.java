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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/** Which called methods are found again. */
class CalledMethodsTests {

    private final CalledMethods called = new CalledMethods();

    private final CachedMethod cached = mock(CachedMethod.class);

    @Test
    void theSameObjectIsFoundForTheSameClass() {
        Method method = method();
        assertThat(this.called.find(method, Target.class)).isNull();
        this.called.remember(method, Target.class, this.cached);
        assertThat(this.called.find(method, Target.class)).isSameAs(this.cached);
    }

    /** One method of a superclass may be annotated in one of its subclasses alone. */
    @Test
    void anotherClassIsNotFoundByTheSameObject() {
        Method method = method();
        this.called.remember(method, Target.class, this.cached);
        assertThat(this.called.find(method, Subclass.class)).isNull();
    }

    @Test
    void anEqualObjectIsNotFound() {
        this.called.remember(method(), Target.class, this.cached);
        assertThat(this.called.find(method(), Target.class)).isNull();
    }

    @Test
    void whatIsRememberedStaysWhateverComes() {
        List<Method> found = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Method method = method();
            this.called.remember(method, Target.class, this.cached);
            if (this.called.find(method, Target.class) != null) {
                found.add(method);
            }
        }
        assertThat(found).hasSizeBetween(100, 1024)
            .allSatisfy((method) -> assertThat(this.called.find(method, Target.class)).isSameAs(this.cached));
    }

    /** Returns another object of the same method with each call. */
    private static Method method() {
        ReflectionUtils.clearCache();
        return ReflectionUtils.findMethod(Target.class, "value");
    }

    static class Target {

        public String value() {
            return "value";
        }

    }

    static class Subclass extends Target {

    }

}
