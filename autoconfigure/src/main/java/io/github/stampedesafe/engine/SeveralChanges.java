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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * Several changes that take effect at one time: the store is asked for all of them before
 * the first answer is waited for. One that fails keeps none of the others from being
 * carried out.
 *
 * @param changes the changes, in their order
 */
public record SeveralChanges(List<Change> changes) implements Change {

    /** Creates a change of a copy of the list. */
    public SeveralChanges {
        changes = List.copyOf(changes);
    }

    /**
     * Carries all changes out.
     * @throws RuntimeException what the first of them failed with that did, when all have
     * ended
     */
    @Override
    public void apply() {
        QueuedAnswers answers = new QueuedAnswers();
        List<CompletableFuture<@Nullable Void>> ends = this.changes.stream()
            .map((change) -> begin(change, answers))
            .toList();
        ends.forEach(answers::runUntil);
        Stages.joinUninterruptibly(end(ends));
    }

    private static CompletableFuture<@Nullable Void> begin(Change change, QueuedAnswers answers) {
        CompletionStage<@Nullable Void> begun = (change instanceof StoreChange ofStore)
                ? Steps.begin(() -> ofStore.steps().apply(answers)) : Stages.<@Nullable Void>blocking(() -> {
                    change.apply();
                    return null;
                });
        return begun.toCompletableFuture();
    }

    @Override
    public CompletionStage<@Nullable Void> start() {
        List<CompletableFuture<@Nullable Void>> ends = this.changes.stream().map(SeveralChanges::started).toList();
        return end(ends);
    }

    private static CompletableFuture<@Nullable Void> started(Change change) {
        return Steps.begin(change::start).toCompletableFuture();
    }

    private static CompletionStage<@Nullable Void> end(List<CompletableFuture<@Nullable Void>> ends) {
        return Steps.then(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)), (done,
                failure) -> (failure != null) ? Steps.failed(firstFailure(ends)) : Steps.<@Nullable Void>of(null));
    }

    private static Throwable firstFailure(List<CompletableFuture<@Nullable Void>> ends) {
        return ends.stream()
            .map((end) -> end.handle((done, failure) -> failure).join())
            .filter(Objects::nonNull)
            .findFirst()
            .map(Stages::cause)
            .orElseThrow();
    }

}
