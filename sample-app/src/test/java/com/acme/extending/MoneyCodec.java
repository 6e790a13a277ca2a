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

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;

/** Writes {@code 12.50 EUR}. Two codecs are equal, because records are. */
record MoneyCodec() implements PayloadCodec {

    @Override
    public byte[] write(Object value) {
        Money money = (Money) value;
        return (money.amount() + " " + money.currency()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object read(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ");
        try {
            return new Money(new BigDecimal(parts[0]), parts[1]);
        }
        catch (NumberFormatException | ArrayIndexOutOfBoundsException ex) {
            throw new PayloadException("The bytes are no amount of money", ex);
        }
    }

}
