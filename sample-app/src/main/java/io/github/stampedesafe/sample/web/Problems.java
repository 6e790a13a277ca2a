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

import java.util.Comparator;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import io.github.stampedesafe.StampedeSafeException;

/**
 * Answers every error with RFC 9457 problem details: what was wrong for a caller's
 * mistake, and no more than that it was ours for our own.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Log log = LogFactory.getLog(Problems.class);

    /** No connection was free in time, or the cache gave up waiting: both pass. */
    @ExceptionHandler({ DataAccessException.class, TransactionException.class, StampedeSafeException.class })
    ProblemDetail busy(Exception ex) {
        log.warn("Answered 503: " + ex.getMessage());
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
                "The shop is too busy to answer this now. Try again in a moment.");
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception ex) {
        log.error("Answered 500", ex);
        return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "The shop failed to answer this.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(ex, ex.getBody(),
                ex.getFieldErrors().stream().map((error) -> Mistake.of(error.getField(), error)), headers, status,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(ex, ex.getBody(), ex.getParameterValidationResults().stream().flatMap(Problems::mistakes),
                headers, status, request);
    }

    private @Nullable ResponseEntity<Object> invalid(Exception ex, ProblemDetail problem, Stream<Mistake> mistakes,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        problem.setDetail("The request has values that cannot be used.");
        problem.setProperty("errors",
                mistakes.sorted(Comparator.comparing(Mistake::at).thenComparing(Mistake::message)).toList());
        return handleExceptionInternal(ex, problem, headers, status, request);
    }

    private static Stream<Mistake> mistakes(ParameterValidationResult result) {
        String parameter = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream().map((error) -> Mistake.of(parameter, error));
    }

    /**
     * One value that cannot be used.
     *
     * @param at where it is
     * @param message what it must be
     */
    record Mistake(String at, String message) {

        static Mistake of(String place, MessageSourceResolvable error) {
            return new Mistake(place, String.valueOf(error.getDefaultMessage()));
        }

    }

}
