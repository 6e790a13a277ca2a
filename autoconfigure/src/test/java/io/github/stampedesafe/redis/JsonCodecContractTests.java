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

package io.github.stampedesafe.redis;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.contract.PayloadCodecContract;

/** The codec of methods without a serializer of their own. */
class JsonCodecContractTests extends PayloadCodecContract {

    @Override
    protected PayloadCodec codec() {
        return new JsonCodecs().codec("totals", Totals.class);
    }

    @Override
    protected List<?> values() {
        return List.of(new Totals("DE", Instant.EPOCH, Map.of("mug", 1L)),
                new Totals("Zürich 🚀", Instant.MAX, Map.of()));
    }

    @Override
    protected byte[] foreignBytes() {
        return new byte[] { '{', '"' };
    }

    record Totals(String country, Instant at, Map<String, Long> sold) {
    }

}
