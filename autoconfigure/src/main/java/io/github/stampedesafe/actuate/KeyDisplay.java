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

package io.github.stampedesafe.actuate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;

import io.github.stampedesafe.key.CacheKey;

/**
 * How keys are shown, which may be personal data: as they are, or as a short hash, the
 * same on every instance, by which entries can be told apart.
 */
enum KeyDisplay {

    /** As they are. */
    SHOWN {

        @Override
        String key(CacheKey key) {
            return key.text();
        }

        @Override
        @Nullable String failure(@Nullable String failure) {
            return failure;
        }

    },

    /** As hashes. */
    HIDDEN {

        @Override
        String key(CacheKey key) {
            byte[] digest = sha256().digest(key.toString().getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(digest, 0, SHORT);
        }

        @Override
        @Nullable String failure(@Nullable String failure) {
            return (failure != null) ? SanitizableData.SANITIZED_VALUE : null;
        }

    };

    private static final int SHORT = 6;

    /** Returns a key as an operator may see it. */
    abstract String key(CacheKey key);

    /** Returns the message of a failure, which may have a key in it. */
    abstract @Nullable String failure(@Nullable String failure);

    static KeyDisplay of(boolean isShown) {
        return isShown ? SHOWN : HIDDEN;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

}
