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

/** Tells the ids of a call that is about several. */
interface IdsSource {

    /**
     * Returns the ids, each with its key.
     * @throws io.github.stampedesafe.UnsupportedKeyException if there are none, or one
     * has no key
     */
    Ids ids(Call call);

    /**
     * Returns the position of the parameter whose elements the keys are, or are made of;
     * negative if there is none.
     */
    int position();

}
