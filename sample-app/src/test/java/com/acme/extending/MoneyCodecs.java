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

import java.lang.reflect.Type;

import org.springframework.stereotype.Component;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

@Component
class MoneyCodecs implements PayloadCodecs {

    @Override
    public PayloadCodec codec(String cache, Type type) {
        if (type != Money.class) {
            throw new PayloadException("Cache '%s' cannot store %s, only Money".formatted(cache, type), null);
        }
        return new MoneyCodec();
    }

}
