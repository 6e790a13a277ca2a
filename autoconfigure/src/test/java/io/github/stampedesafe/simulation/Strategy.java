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

import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/** Chooses who runs next among those who can. */
interface Strategy {

    /**
     * Chooses.
     * @param ready who can run, never empty
     * @param running who ran until now, {@code null} for nobody
     */
    Actor choose(List<Actor> ready, @Nullable Task running);

    /** Draws a strategy. */
    static Strategy draw(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Stubborn(random, 0);
            case 1 -> new Stubborn(random, 0.5 + 0.45 * random.nextDouble());
            default -> new Priorities(random, random.nextInt(5), 20 << random.nextInt(6));
        };
    }

    /** Keeps to the running task with some probability, else anybody. */
    record Stubborn(SplittableRandom random, double stubbornness) implements Strategy {

        @Override
        public Actor choose(List<Actor> ready, @Nullable Task running) {
            if (running != null && this.random.nextDouble() < this.stubbornness && ready.contains(running)) {
                return running;
            }
            return ready.get(this.random.nextInt(ready.size()));
        }

        @Override
        public String toString() {
            return "stubborn " + this.stubbornness;
        }

    }

    /**
     * Probabilistic concurrency testing: everybody has a random priority, the highest
     * goes first, and at a few random moments whoever runs falls behind all others. Finds
     * a race of depth d with a known least probability.
     *
     * @see <a href= "https://dl.acm.org/doi/10.1145/1736020.1736040">Burckhardt, Kothari,
     * Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of
     * Finding Bugs, ASPLOS 2010</a>
     */
    final class Priorities implements Strategy {

        private final int[] falls;

        private final int within;

        private int choices;

        Priorities(SplittableRandom random, int falls, int within) {
            this.falls = random.ints(falls, 0, within).toArray();
            this.within = within;
        }

        @Override
        public Actor choose(List<Actor> ready, @Nullable Task running) {
            this.choices++;
            Actor highest = highest(ready);
            for (int fall : this.falls) {
                if (fall == this.choices) {
                    highest.priority = -this.choices;
                    highest = highest(ready);
                }
            }
            return highest;
        }

        private static Actor highest(List<Actor> ready) {
            Actor highest = ready.get(0);
            for (Actor actor : ready) {
                if (actor.priority > highest.priority) {
                    highest = actor;
                }
            }
            return highest;
        }

        @Override
        public String toString() {
            return "priorities with " + this.falls.length + " falls in " + this.within;
        }

    }

}
