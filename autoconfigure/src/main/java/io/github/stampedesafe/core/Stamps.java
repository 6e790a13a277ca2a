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

package io.github.stampedesafe.core;

/**
 * The marks of a cache as an instance knew them when it began to load or put a value.
 * They are numbers that only grow: an entry whose stamp is below the mark of its cache
 * was begun before that mark was set.
 *
 * @param cleared the mark of the last clear that was known, 0 for none
 * @param expired the mark of the last expiry of the whole cache that was known, 0 for
 * none
 */
public record Stamps(long cleared, long expired) {

    /** The largest mark: what a double, and so a Lua number, holds exactly. */
    public static final long MAX = (1L << 53) - 1;

    /** No mark was known. */
    public static final Stamps NONE = new Stamps(0, 0);

    public Stamps {
        if (cleared < 0 || cleared > MAX || expired < 0 || expired > MAX) {
            throw new IllegalArgumentException(
                    "A mark must be from 0 to %d, but the marks are %d and %d".formatted(MAX, cleared, expired));
        }
    }

}
