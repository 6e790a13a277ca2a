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

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** A request of an operator that cannot be carried out, in one sentence for him. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the exception for a request that has to be written in another way. */
    static RefusedRequestException invalid(String message) {
        return new RefusedRequestException(WebEndpointResponse.STATUS_BAD_REQUEST, message);
    }

    /** Returns the exception for something that does not exist. */
    static RefusedRequestException unknown(String message) {
        return new RefusedRequestException(WebEndpointResponse.STATUS_NOT_FOUND, message);
    }

    /** Returns the exception for something that may work later. */
    static RefusedRequestException unavailable(String message) {
        return new RefusedRequestException(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, message);
    }

    /** Returns the HTTP status that says the same. */
    int status() {
        return this.status;
    }

}
