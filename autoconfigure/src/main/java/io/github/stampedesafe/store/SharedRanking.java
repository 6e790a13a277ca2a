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

package io.github.stampedesafe.store;

import java.util.List;
import java.util.Map;

import io.github.stampedesafe.CacheUnavailableException;

/**
 * Adds up what each key is worth on all instances, so that keys are ranked for the whole
 * cluster. Thread-safe.
 */
public interface SharedRanking {

    /** The ranking of one instance alone. */
    SharedRanking ALONE = (cache, period, scores, top) -> Ranking.EMPTY;

    /**
     * Adds this instance's scores to those of all instances in a period, and returns what
     * all of them added up to in the period before, which is complete. To be called once
     * a period and cache; blocks for one command.
     * @param cache name of the cache
     * @param period number of the period: store time divided by a length that all
     * instances agree on
     * @param scores what this instance's keys are worth, by the text of the key
     * @param top how many keys are asked for; positive
     * @throws CacheUnavailableException if the store does not answer
     */
    Ranking exchange(String cache, Period period, Map<String, Double> scores, int top);

    /**
     * A stretch of store time.
     *
     * @param number how many such stretches there were before
     * @param millis its length; positive
     */
    record Period(long number, long millis) {
    }

    /**
     * A ranking.
     *
     * @param top the keys worth most, best first
     * @param instances how many instances added something; at least 1
     */
    record Ranking(List<Ranked> top, int instances) {

        /** Nothing was added. */
        public static final Ranking EMPTY = new Ranking(List.of(), 1);

        public Ranking {
            top = List.copyOf(top);
        }

    }

    /**
     * A key of a ranking.
     *
     * @param key text of the key
     * @param score seconds of load time a second that keeping it fresh saves callers
     */
    record Ranked(String key, double score) {
    }

}
