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

package io.github.stampedesafe.simulation;

import java.util.concurrent.CompletableFuture;

/** Something that happens now and then, and that callers can wait for. */
final class Occasion {

    private CompletableFuture<Void> next = new CompletableFuture<>();

    /** Returns an event: the next time it happens. */
    CompletableFuture<Void> next() {
        return this.next;
    }

    void happened() {
        CompletableFuture<Void> news = this.next;
        this.next = new CompletableFuture<>();
        news.complete(null);
    }

}
