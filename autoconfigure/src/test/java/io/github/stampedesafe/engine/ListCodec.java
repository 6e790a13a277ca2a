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

package io.github.stampedesafe.engine;

import java.util.ArrayList;
import java.util.List;

import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.testing.StringCodec;

/** Lists of texts without commas. Each read is a new list. */
final class ListCodec implements PayloadCodec {

    private final StringCodec texts = new StringCodec();

    @Override
    public byte[] write(Object value) {
        return this.texts.write(String.join(",", ((List<?>) value).stream().map(Object::toString).toList()));
    }

    @Override
    public Object read(byte[] bytes) {
        return new ArrayList<>(List.of(this.texts.read(bytes).toString().split(",")));
    }

}
