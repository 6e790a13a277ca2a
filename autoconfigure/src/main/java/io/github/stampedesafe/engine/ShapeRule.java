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
import io.github.stampedesafe.event.ValueEvent.Foreign;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * Decides which stored bytes a call may read: those of a value whose shape its codec
 * knows. JSON of one type can often be read as another, with {@code null} in the fields
 * that are missing, so a codec is never handed a value of another shape.
 * <p>
 * The shape of a type is what is written of it. A codec has its fingerprint
 * ({@link PayloadCodec#shape()}), and each payload the one of its value. While two
 * releases run, the store may have a value of each, and finds the caller's own
 * ({@link Entry#isForeignTo}). A value of another shape counts as absent and is loaded. A
 * {@code null} has no shape, because it is a value of every type.
 */
final class ShapeRule {

    private ShapeRule() {
    }

    /** Whether a payload is a value of the type that is asked for. */
    static boolean canRead(Request request, Payload payload) {
        return payload.isNull() || request.codec().reading(payload.shape()) != null;
    }

    /** Returns what is told of a payload that cannot be read. */
    static Foreign foreign(Request request, Payload payload) {
        PayloadCodec codec = request.codec();
        return new Foreign(request.key(), codec.describe(payload.shape()), codec.describe(codec.shape()));
    }

    /**
     * Returns the value of a payload, a new object on each call.
     * @param payload what is stored
     * @throws PayloadException if it cannot be read, or is of another shape
     */
    static @Nullable Object read(Request request, Payload payload) {
        if (payload.isNull()) {
            return null;
        }
        PayloadCodec reader = request.codec().reading(payload.shape());
        if (reader == null) {
            Foreign foreign = foreign(request, payload);
            throw new PayloadException("The value of key '%s' of cache '%s' is of %s, not of %s"
                .formatted(request.key().text(), request.key().cache(), foreign.found(), foreign.expected()), null);
        }
        try {
            return payload.read(reader);
        }
        catch (PayloadException ex) {
            throw ex;
        }
        catch (RuntimeException | StackOverflowError | LinkageError ex) {
            throw new PayloadException("The value of key '%s' of cache '%s' cannot be read"
                .formatted(request.key().text(), request.key().cache()), ex);
        }
    }

}
