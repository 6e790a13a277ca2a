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

package io.github.stampedesafe.autoconfigure;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The bean of a type, if something has created it. Looking creates nothing, so that an
 * application that does not use the cache gets no engine from a question about it.
 *
 * @param beans the factory
 * @param type the type
 * @param <T> the type
 */
record CreatedBean<T>(ConfigurableListableBeanFactory beans, Class<T> type) implements Supplier<@Nullable T> {

    @Override
    public @Nullable T get() {
        return Arrays.stream(this.beans.getBeanNamesForType(this.type, true, false))
            .filter(this.beans::containsSingleton)
            .map((name) -> this.beans.getBean(name, this.type))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    }

}
