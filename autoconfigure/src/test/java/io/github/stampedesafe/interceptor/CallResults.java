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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** What calls come to that return later. */
final class CallResults {

    private CallResults() {
    }

    static <T extends @Nullable Object> T value(@Nullable CompletionStage<T> call) throws Exception {
        assertThat(call).isNotNull();
        return call.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static Throwable failure(@Nullable CompletableFuture<?> call) {
        assertThat(call).isNotNull();
        return call.<Throwable>handle((value, failure) -> failure).orTimeout(30, TimeUnit.SECONDS).join();
    }

}
