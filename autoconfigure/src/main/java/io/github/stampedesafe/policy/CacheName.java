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

package io.github.stampedesafe.policy;

import io.github.stampedesafe.InvalidSettingException;

/** What a cache may be called, so that its name can be part of a Redis key. */
public final class CacheName {

    private static final String RULE = "must have at least one character and no colon, brace, blank or control character";

    private CacheName() {
    }

    /**
     * Returns the name if a cache may have it.
     * @param name the name
     * @param source where it was written
     * @throws InvalidSettingException if it is empty or has a colon, a brace, a blank or
     * a control character in it
     */
    public static String require(String name, SettingSource source) {
        if (name.isEmpty() || !name.codePoints().allMatch(CacheName::isAllowed)) {
            String problem = source.invalid("cacheName", RULE, name, "").problem();
            throw new InvalidSettingException(problem, "Write a name such as 'totals'.");
        }
        return name;
    }

    private static boolean isAllowed(int character) {
        return ":{}".indexOf(character) < 0 && !Character.isWhitespace(character) && !Character.isSpaceChar(character)
                && !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

}
