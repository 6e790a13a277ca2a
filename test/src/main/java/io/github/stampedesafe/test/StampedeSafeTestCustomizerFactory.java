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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link StampedeSafeTest}. */
final class StampedeSafeTestCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
            List<ContextConfigurationAttributes> attributes) {
        StampedeSafeTest annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
                StampedeSafeTest.class);
        if (annotation == null) {
            return null;
        }
        if (annotation.instances() < 1) {
            throw new IllegalArgumentException(
                    "'instances' of @StampedeSafeTest must be at least 1 but is %d on %s. Leave it out for one instance."
                        .formatted(annotation.instances(), testClass.getName()));
        }
        return new StampedeSafeTestCustomizer(owner(testClass), annotation.instances());
    }

    /** A nested class shares the context of the class around it. */
    private static Class<?> owner(Class<?> testClass) {
        Class<?> owner = testClass;
        while (TestContextAnnotationUtils.searchEnclosingClass(owner)) {
            owner = owner.getEnclosingClass();
        }
        return owner;
    }

}
