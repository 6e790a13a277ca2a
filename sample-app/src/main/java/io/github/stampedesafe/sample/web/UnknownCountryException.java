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

package io.github.stampedesafe.sample.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The shop does not deliver to this country. */
public final class UnknownCountryException extends ErrorResponseException {

    /**
     * Creates the exception.
     * @param country the code that was asked for
     */
    public UnknownCountryException(String country) {
        this(country, null);
    }

    /**
     * Creates the exception.
     * @param country the code that was asked for
     * @param cause what the database said
     */
    public UnknownCountryException(String country, @Nullable Throwable cause) {
        super(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
                "The shop does not deliver to country %s.".formatted(country)), cause);
    }

}
