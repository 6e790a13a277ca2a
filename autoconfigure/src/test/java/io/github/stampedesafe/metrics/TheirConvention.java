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

package io.github.stampedesafe.metrics;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/** How an application names our observations, with nothing but what is public. */
final class TheirConvention implements GlobalObservationConvention<LoadContext> {

    @Override
    public String getName() {
        return "theirs";
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(LoadContext context) {
        return KeyValues.of("ours", context.getRequest().key().text());
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof LoadContext;
    }

}
