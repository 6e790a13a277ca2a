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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;

/**
 * Holds the questions that are asked by stages back, once told to, until the test answers
 * or fails them, on a thread of its choice. Not thread-safe.
 */
final class LateAnswers {

    private final Deque<Question> questions = new ArrayDeque<>();

    private boolean late;

    /** Returns a store, or leases, whose answers are late. */
    <T> T of(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> ask(new Question(target, method, arguments, new CompletableFuture<>()))));
    }

    /** Holds all further questions back. */
    void begin() {
        this.late = true;
    }

    /** Answers all further questions at once. */
    void end() {
        this.late = false;
    }

    /** Returns how many questions wait for an answer. */
    int waiting() {
        return this.questions.size();
    }

    /** Carries the oldest question out and answers it. */
    void answer() {
        Question question = this.questions.remove();
        CompletionStage<?> done = (CompletionStage<?>) question.carryOut();
        done.whenComplete((value, failure) -> {
            if (failure != null) {
                question.answer().completeExceptionally(failure);
            }
            else {
                question.answer().complete(value);
            }
        });
    }

    /** Fails the oldest question, which is not carried out. */
    void fail(Throwable failure) {
        this.questions.remove().answer().completeExceptionally(failure);
    }

    static CacheUnavailableException unanswered() {
        return new CacheUnavailableException("No answer", null);
    }

    private @Nullable Object ask(Question question) {
        if (!this.late || question.method().getReturnType() != CompletionStage.class) {
            return question.carryOut();
        }
        this.questions.add(question);
        return question.answer();
    }

    private record Question(Object target, Method method, Object @Nullable [] arguments,
            CompletableFuture<@Nullable Object> answer) {

        private @Nullable Object carryOut() {
            try {
                return this.method.invoke(this.target, this.arguments);
            }
            catch (ReflectiveOperationException ex) {
                throw new AssertionError(ex);
            }
        }

    }

}
