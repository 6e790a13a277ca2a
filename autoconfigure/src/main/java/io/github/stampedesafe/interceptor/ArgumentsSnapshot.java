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

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.key.KeyText;

/**
 * What the arguments of a call were at one time, to tell whether somebody has changed
 * them since.
 *
 * @param states what each argument was: the same state, as far as can be told, is equal
 * @param isExact whether equal states are the same
 */
record ArgumentsSnapshot(List<Object> states, boolean isExact) {

    static ArgumentsSnapshot of(@Nullable Object[] arguments) {
        List<Object> states = Arrays.stream(arguments).map(ArgumentsSnapshot::state).toList();
        return new ArgumentsSnapshot(states, states.stream().allMatch(String.class::isInstance));
    }

    /** Returns a text for what has one, or the hash code. Never throws. */
    private static Object state(@Nullable Object argument) {
        try {
            return KeyText.of(argument);
        }
        catch (UnsupportedKeyException ex) {
            return hashCode(argument);
        }
        catch (RuntimeException ex) {
            return 0;
        }
    }

    private static int hashCode(@Nullable Object argument) {
        try {
            return (argument != null) ? argument.hashCode() : 0;
        }
        catch (RuntimeException ex) {
            return 0;
        }
    }

}
