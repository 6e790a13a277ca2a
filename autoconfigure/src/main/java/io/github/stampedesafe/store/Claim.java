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

package io.github.stampedesafe.store;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to load a key, as its leader presents it to the store.
 *
 * @param token the fence: a text that no other attempt has
 * @param holder what the lease is known by in the store, see {@link Lease#holder()};
 * {@code null} if the store cannot know it
 * @param life how long the fence lasts if nobody drops it; positive
 * @param heedsFailures whether a remembered failure keeps the attempt from starting
 * @param shape fingerprint of the shape that is asked for, 0 if it is not known
 */
public record Claim(String token, @Nullable String holder, Duration life, boolean heedsFailures, long shape) {

    /** Creates a claim of an attempt that reads values of any shape. */
    public Claim(String token, @Nullable String holder, Duration life, boolean heedsFailures) {
        this(token, holder, life, heedsFailures, 0);
    }

}
