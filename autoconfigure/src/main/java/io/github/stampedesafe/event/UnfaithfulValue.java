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

package io.github.stampedesafe.event;

/**
 * A value that does not come back from its bytes as it was loaded.
 *
 * @param method the method that returned it, empty for code
 * @param path from the value to the first part that differs, such as
 * {@code .items[0].name}; empty for the value itself
 * @param change what became of that part, without values, which may be secret
 * @param remedy what to do about it
 * @param isStored whether it is stored all the same
 */
public record UnfaithfulValue(String method, String path, String change, String remedy, boolean isStored) {
}
