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

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Plays one scenario at a time, and tells the audience its story. */
final class Theatre implements AutoCloseable {

    private static final Log log = LogFactory.getLog(Theatre.class);

    private final AtomicReference<@Nullable Scenario> playing = new AtomicReference<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor((task) -> {
        Thread created = new Thread(task, "lab-scenario");
        created.setDaemon(true);
        return created;
    });

    private final Audience audience;

    private final Function<Consumer<String>, Stage> stages;

    private final Runnable curtain;

    /**
     * Creates the theatre.
     * @param stages makes the stage of a scenario from what tells its story
     * @param curtain called when a scenario has ended
     */
    Theatre(Audience audience, Function<Consumer<String>, Stage> stages, Runnable curtain) {
        this.audience = audience;
        this.stages = stages;
        this.curtain = curtain;
    }

    /**
     * Begins a scenario.
     * @throws Refusal if it cannot be played, or another one is being played
     */
    void play(Scenario scenario) {
        Stage stage = this.stages.apply((sentence) -> this.audience.tell(Story.running(scenario, sentence)));
        scenario.check().accept(stage);
        Scenario other = this.playing.compareAndExchange(null, scenario);
        if (other != null) {
            throw Refusal.conflict("'%s' is still running. One scenario runs at a time.".formatted(other.title()));
        }
        this.thread.execute(() -> perform(scenario, stage));
    }

    private void perform(Scenario scenario, Stage stage) {
        try {
            Ending ending = ending(scenario, stage);
            stage.clear();
            this.playing.set(null);
            this.curtain.run();
            this.audience.tell(Story.done(scenario, ending));
        }
        catch (InterruptedException ex) {
            // The lab is closing.
            Thread.currentThread().interrupt();
        }
    }

    private static Ending ending(Scenario scenario, Stage stage) throws InterruptedException {
        try {
            return scenario.play().on(stage);
        }
        catch (Refusal ex) {
            return new Ending(String.valueOf(ex.getBody().getDetail()), null);
        }
        catch (RuntimeException ex) {
            log.warn("Scenario '%s' has failed.".formatted(scenario.id()), ex);
            return new Ending("'%s' has failed. The log of the lab says why.".formatted(scenario.title()), null);
        }
    }

    boolean isPlaying() {
        return this.playing.get() != null;
    }

    /** Returns the scenario that is being played, or {@code null}. */
    @Nullable String playing() {
        Scenario scenario = this.playing.get();
        return (scenario != null) ? scenario.id() : null;
    }

    @Override
    public void close() {
        this.thread.shutdownNow();
    }

}
