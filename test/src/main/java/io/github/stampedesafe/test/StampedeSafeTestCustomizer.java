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

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Puts a context into the environment of its test. Two are equal if their contexts may be
 * the same one: never those of two test classes.
 *
 * @param testClass the test class
 * @param instances how many instances it has
 */
record StampedeSafeTestCustomizer(Class<?> testClass, int instances) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        @Nullable TestEnvironment joined = Instances.joined();
        if (joined != null) {
            joined.equip(context);
            return;
        }
        TestEnvironment environment = new TestEnvironment(context, configuration, this.instances);
        environment.equip(context);
    }

}
