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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When the changes of an application's own schedule are carried out. */
class ChangeScheduleTests {

    private final List<String> done = new ArrayList<>();

    private final Change change = () -> this.done.add("changed");

    private final ChangeSchedule schedule = (change) -> this.done.add("scheduled");

    @Test
    void aChangeIsStartedByCarryingItOut() {
        assertThat(this.change.start()).isCompletedWithValue(null);
        assertThat(this.done).containsExactly("changed");
    }

    @Test
    void whatAChangeThrowsFailsItsStart() {
        IllegalStateException failure = new IllegalStateException("down");
        Change failing = () -> {
            throw failure;
        };
        assertThat(failure(failing.start())).isSameAs(failure);
    }

    @Test
    void aChangeThatIsWantedBeforeTheMethodDoesNotWaitForItsTime() {
        this.schedule.scheduleAndApply(this.change);
        assertThat(this.done).containsExactly("changed");
    }

    @Test
    void aChangeOfAValueThatComesLaterIsScheduledThen() {
        LaterChanges later = this.schedule.later();
        assertThat(this.done).isEmpty();
        assertThat(later.schedule(this.change)).isCompletedWithValue(null);
        assertThat(this.done).containsExactly("scheduled");
    }

    @Test
    void aScheduleThatFailsFailsTheChangeThatComesLater() {
        IllegalStateException failure = new IllegalStateException("no transaction");
        ChangeSchedule failing = (change) -> {
            throw failure;
        };
        assertThat(failure(failing.later().schedule(this.change))).isSameAs(failure);
    }

    @Test
    void aLaterChangeThatIsWantedBeforeTheMethodDoesNotWaitForItsTimeEither() {
        CompletableFuture<@Nullable Void> commit = new CompletableFuture<>();
        LaterChanges later = (change) -> commit;
        assertThat(later.scheduleAndStart(this.change)).isCompletedWithValue(null);
        assertThat(this.done).containsExactly("changed");
    }

    private static @Nullable Throwable failure(CompletionStage<@Nullable Void> stage) {
        return stage.handle((none, failure) -> failure).toCompletableFuture().getNow(null);
    }

}
