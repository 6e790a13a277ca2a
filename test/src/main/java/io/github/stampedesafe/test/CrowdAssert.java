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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * Assertions about a {@link Crowd}. Each waits for all callers, and says all figures if
 * it fails: callers, loads, distinct answers, failures and the longest wait.
 */
public final class CrowdAssert extends AbstractAssert<CrowdAssert, Crowd> {

    CrowdAssert(Crowd crowd) {
        super(crowd, CrowdAssert.class);
    }

    /**
     * Verifies how many loads began since the crowd started, of all keys of all caches,
     * on all instances, loads in the background included.
     * @param expected how many
     * @return this
     * @throws IllegalStateException if the crowd was not started by {@link Instances}
     */
    public CrowdAssert hasLoads(int expected) {
        CrowdFigures figures = this.actual.figures();
        int loads = loads(figures).total();
        return check(figures, loads == expected, "%s but there were %d".formatted(plural(expected, "load"), loads));
    }

    /**
     * Verifies how many loads of a key began since the crowd started, on all instances,
     * loads in the background included.
     * @param expected how many
     * @param cache name of the cache
     * @param key the key, or the arguments of a method without {@code key}
     * @return this
     * @throws IllegalStateException if the crowd was not started by {@link Instances}
     */
    public CrowdAssert hasLoadsOf(int expected, String cache, @Nullable Object... key) {
        CrowdFigures figures = this.actual.figures();
        CacheKey counted = CacheLoads.key(cache, key);
        int loads = loads(figures).byKey().getOrDefault(counted.toString(), 0);
        return check(figures, loads == expected,
                "%s of %s but there were %d".formatted(plural(expected, "load"), counted, loads));
    }

    /**
     * Verifies how many answers that are not equal the callers got.
     * @param expected how many
     * @return this
     */
    public CrowdAssert hasDistinctAnswers(int expected) {
        CrowdFigures figures = this.actual.figures();
        return check(figures, figures.distinctAnswers() == expected,
                "%s but there were %d".formatted(plural(expected, "distinct answer"), figures.distinctAnswers()));
    }

    /**
     * Verifies that every caller got an answer, and each the same.
     * @param expected the answer
     * @return this
     */
    public CrowdAssert hasOnlyAnswer(@Nullable Object expected) {
        CrowdFigures figures = this.actual.figures();
        long others = figures.answers().stream().filter((answer) -> !Objects.equals(answer, expected)).count()
                + figures.failures().size();
        return check(figures, others == 0, "all callers to get '%s' but %d did not".formatted(expected, others));
    }

    /**
     * Verifies that nothing was thrown at a caller.
     * @return this
     */
    public CrowdAssert hasNoFailures() {
        return hasFailures(0);
    }

    /**
     * Verifies at how many callers something was thrown.
     * @param expected how many
     * @return this
     */
    public CrowdAssert hasFailures(int expected) {
        CrowdFigures figures = this.actual.figures();
        int failures = figures.failures().size();
        return check(figures, failures == expected,
                "%s but there were %d".formatted(plural(expected, "failure"), failures));
    }

    /**
     * Verifies how long the slowest caller waited, from the barrier to its answer.
     * @param limit how long at most
     * @return this
     */
    public CrowdAssert hasLongestWaitUnder(Duration limit) {
        CrowdFigures figures = this.actual.figures();
        return check(figures, figures.longestWait().compareTo(limit) < 0,
                "the longest wait to be under %d ms but it was %d ms".formatted(limit.toMillis(),
                        figures.longestWait().toMillis()));
    }

    private static LoadCount.Counted loads(CrowdFigures figures) {
        LoadCount.Counted loads = figures.loads();
        if (loads == null) {
            throw new IllegalStateException("The loads of this crowd are not counted, because it calls no instance. "
                    + "Start it with 'instances.crowd(…)', or count the loads in the method.");
        }
        return loads;
    }

    private CrowdAssert check(CrowdFigures figures, boolean holds, String expectation) {
        if (!holds) {
            throw failure("%s", "Expected " + expectation + ":\n" + figures.table());
        }
        return this;
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + ((count == 1) ? "" : "s");
    }

}
