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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Fingerprints of the shapes of types, and the names of the types that have them. Who may
 * read what is stored with which shape, the engine's {@code ShapeRule} says.
 */
final class TypeShapes {

    private final Map<Long, Set<String>> names = new ConcurrentHashMap<>();

    /**
     * Returns the fingerprint of a shape: the first 64 bits of the SHA-256 of its text,
     * never 0.
     * @param type name of the type that has the shape
     * @param text the shape, see {@link ShapeText}
     */
    long fingerprint(String type, String text) {
        long hash = ByteBuffer.wrap(sha256(text)).getLong();
        long shape = (hash != 0) ? hash : 1;
        this.names.computeIfAbsent(shape, (same) -> new ConcurrentSkipListSet<>()).add(type);
        return shape;
    }

    /** Returns what to call the type of a shape in a message. */
    String describe(long shape) {
        Set<String> types = this.names.getOrDefault(shape, Set.of());
        if (!types.isEmpty()) {
            return "'" + String.join("' or '", types) + "'";
        }
        return (shape != 0) ? "a type that this instance does not know (shape %016x)".formatted(shape)
                : "a type of unknown shape";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

}
