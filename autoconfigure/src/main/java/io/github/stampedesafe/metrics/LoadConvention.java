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

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names observations of loads, unless the application has a
 * {@link GlobalObservationConvention} for {@link LoadContext}.
 */
final class LoadConvention implements ObservationConvention<LoadContext> {

    @Override
    public String getName() {
        return "stampede.load";
    }

    @Override
    public String getContextualName(LoadContext context) {
        return "load " + context.getRequest().key().cache();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(LoadContext context) {
        return KeyValues.of(KeyValue.of(MeterTags.CACHE, context.getRequest().key().cache()),
                KeyValue.of(MeterTags.CAUSE, MeterTags.value(context.getCause())));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof LoadContext;
    }

}
