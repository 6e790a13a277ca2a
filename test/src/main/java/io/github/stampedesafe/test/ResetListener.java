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

package io.github.stampedesafe.test;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Begins each test with nothing cached, and ends it without faults. */
final class ResetListener implements TestExecutionListener, Ordered {

    /** After the injection of beans, before SQL scripts and transactions. */
    private static final int ORDER = 2_500;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        if (isOurs(test)) {
            environment(test).reset();
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (isOurs(test) && test.hasApplicationContext()) {
            environment(test).release();
        }
    }

    private static boolean isOurs(TestContext test) {
        return TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), StampedeSafeTest.class);
    }

    private static TestEnvironment environment(TestContext test) {
        return test.getApplicationContext().getBean(TestEnvironment.class);
    }

}
