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
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * An entry of the store that this instance holds.
 *
 * @param entry the entry
 * @param shared what a look finds that is fresh, if callers share the value as one
 * object; {@code null} otherwise
 * @param codec what has read the value
 * @param asked when the store was asked for it, and what was heard of signals then
 * @param calm the time in which every look finds it fresh
 */
record NearCopy(Entry entry, @Nullable Lookup shared, PayloadCodec codec, NearQuestion asked, CalmTime calm) {

    NearCopy(Entry entry, @Nullable Lookup shared, PayloadCodec codec, NearQuestion asked) {
        this(entry, shared, codec, asked, CalmTime.of(entry));
    }

    /**
     * Returns how many bytes a copy has as it is stored. Each character of its key counts
     * as one more.
     */
    static int weight(CacheKey key, NearCopy copy) {
        return key.text().length() + copy.entry.payload().length();
    }

    /**
     * Returns what a look finds: the shared value, or an object of the caller's own.
     * @throws PayloadException if this is no value of the type that is asked for
     */
    Lookup lookup(Freshness freshness, Request request) {
        Lookup fresh = this.shared;
        if (fresh == null || !this.codec.equals(request.codec())) {
            return new Lookup(freshness, this.entry, ShapeRule.read(request, this.entry.payload()), null);
        }
        return (freshness == Freshness.FRESH) ? fresh : new Lookup(freshness, this.entry, fresh.value(), null);
    }

}
