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

package com.acme.extending;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.contract.PayloadCodecContract;

class MoneyCodecTests extends PayloadCodecContract {

    @Override
    protected PayloadCodec codec() {
        return new MoneyCodec();
    }

    @Override
    protected List<?> values() {
        return List.of(new Money(new BigDecimal("12.50"), "EUR"), new Money(BigDecimal.ZERO, "USD"));
    }

    @Override
    protected byte[] foreignBytes() {
        return "much".getBytes(StandardCharsets.UTF_8);
    }

}
