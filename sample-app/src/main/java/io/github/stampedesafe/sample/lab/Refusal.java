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

package io.github.stampedesafe.sample.lab;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The lab does not do what was asked, and says why in one sentence. */
final class Refusal extends ErrorResponseException {

    private Refusal(HttpStatus status, String sentence) {
        super(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
    }

    static Refusal conflict(String sentence) {
        return new Refusal(HttpStatus.CONFLICT, sentence);
    }

    static Refusal forbidden(String sentence) {
        return new Refusal(HttpStatus.FORBIDDEN, sentence);
    }

    static Refusal unknown(String sentence) {
        return new Refusal(HttpStatus.NOT_FOUND, sentence);
    }

    static Refusal invalid(String sentence) {
        return new Refusal(HttpStatus.BAD_REQUEST, sentence);
    }

}
