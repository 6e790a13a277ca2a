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

package io.github.stampedesafe.outage;

/**
 * What the caller of a put, evict, expire or clear gets if the store does not carry it
 * out.
 */
public enum OnUndeliveredChange {

    /** Nothing: the change is pending, and is delivered as soon as the store allows. */
    KEEP,

    /**
     * A {@link io.github.stampedesafe.CacheUnavailableException}. The change is pending
     * all the same.
     */
    THROW

}
