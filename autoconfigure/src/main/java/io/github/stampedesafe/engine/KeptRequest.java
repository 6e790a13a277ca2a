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
 * A request without a load that serves many calls, of a key whose cache has a near cache.
 * What a hit of a near copy needs, and what does not change between calls, is looked up
 * when the request is kept.
 *
 * @see NearCaches#keep(Request)
 */
public final class KeptRequest {

    private final Request request;

    private final NearCopies near;

    KeptRequest(Request request, NearCopies near) {
        this.request = request;
        this.near = near;
    }

    Request request() {
        return this.request;
    }

    /** Returns the near cache of the key. */
    NearCopies near() {
        return this.near;
    }

}
