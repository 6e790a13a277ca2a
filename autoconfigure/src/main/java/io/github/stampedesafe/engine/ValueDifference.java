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

/**
 * What did not come back of a value.
 *
 * @param path from the value to the part that differs, such as {@code .items[0].name}
 * @param change what became of it, without values, which may be secret
 * @param isOfClass whether it came back as an object of another class
 */
record ValueDifference(String path, String change, boolean isOfClass) {

    ValueDifference in(String part) {
        return new ValueDifference(part + this.path, this.change, this.isOfClass);
    }

}
