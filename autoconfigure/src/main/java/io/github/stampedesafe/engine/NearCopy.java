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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * An entry of the store that this instance holds.
 *
 * @param entry the entry
 * @param value its value, if callers share it as one object; {@code null} otherwise
 * @param codec what has read the value, {@code null} if callers do not share it
 * @param asked when the store was asked for it, and what was heard of signals then
 */
record NearCopy(Entry entry, @Nullable Object value, @Nullable PayloadCodec codec, NearQuestion asked) {

    /**
     * Returns the value for a caller: the shared object, or an object of its own.
     * @throws PayloadException if this is no value of the type that is asked for
     */
    @Nullable Object valueFor(Request request) {
        PayloadCodec sharing = this.codec;
        return (sharing != null && sharing.equals(request.codec())) ? this.value : request.read(this.entry.payload());
    }

}
