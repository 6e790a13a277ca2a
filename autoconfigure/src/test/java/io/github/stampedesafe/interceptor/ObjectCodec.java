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

package io.github.stampedesafe.interceptor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.stampedesafe.store.PayloadCodec;

/** Remembers objects instead of writing them. */
final class ObjectCodec implements PayloadCodec {

    private final List<Object> values = new CopyOnWriteArrayList<>();

    @Override
    public synchronized byte[] write(Object value) {
        this.values.add(value);
        return ByteBuffer.allocate(Integer.BYTES).putInt(this.values.size() - 1).array();
    }

    @Override
    public Object read(byte[] bytes) {
        return this.values.get(ByteBuffer.wrap(bytes).getInt());
    }

}
