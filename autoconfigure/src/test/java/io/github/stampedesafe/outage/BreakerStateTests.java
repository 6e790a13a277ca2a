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

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.outage.BreakerState.Closed;
import io.github.stampedesafe.outage.BreakerState.Open;
import io.github.stampedesafe.outage.BreakerState.Probing;
import io.github.stampedesafe.outage.BreakerState.Suspect;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All orders in which up to five questions begin and end, one probe being lost at most.
 * The state of a breaker is one value that changes at once, so that each interleaving of
 * threads is one of these orders.
 */
class BreakerStateTests {

    private static final int QUESTIONS = 5;

    private final Set<Circuit> reached = EnumSet.noneOf(Circuit.class);

    private long ends;

    @Test
    void inEveryOrderAnOpenBreakerHasAQuestionToProbe() {
        explore(BreakerState.initial(), List.of(), 0, "", true, true);
        assertThat(this.reached).containsExactlyInAnyOrder(Circuit.values());
        assertThat(this.ends).isGreaterThan(10_000);
    }

    private void explore(BreakerState state, List<BreakerState> pending, int begun, String order, boolean mayOpen,
            boolean mayLose) {
        check(state, pending, order);
        if (begun < QUESTIONS && !(state instanceof Probing)) {
            BreakerState asked = (state instanceof Open open) ? new Probing(open, 0) : state;
            explore(asked, with(pending, asked), begun + 1, order + " ask", mayOpen, mayLose);
        }
        Probing next = state.probing(Duration.ZERO, Duration.ofMinutes(1).toNanos());
        if (begun < QUESTIONS && mayLose && state instanceof Probing && next != null) {
            explore(next, with(pending, next), begun + 1, order + " lose", mayOpen, false);
        }
        if (mayOpen) {
            explore(state.opened(suspect(), () -> 0), pending, begun, order + " open", false, mayLose);
        }
        for (BreakerState asked : new LinkedHashSet<>(pending)) {
            List<BreakerState> left = without(pending, asked);
            explore(state.answered(asked), left, begun, order + " answer", mayOpen, mayLose);
            explore(state.unanswered(asked, suspect(), () -> 0), left, begun, order + " fail", mayOpen, mayLose);
            explore(state.givenUp(asked), left, begun, order + " giveUp", mayOpen, mayLose);
        }
        if (begun == QUESTIONS && pending.isEmpty()) {
            this.ends++;
            checkRecovery(state, order);
        }
    }

    private void check(BreakerState state, List<BreakerState> pending, String order) {
        this.reached.add(state.circuit());
        if (state instanceof Closed closed) {
            require(closed.unanswered() < Breaker.UNANSWERED_IN_A_ROW, "as many failures open it", order);
            require((closed.suspect() != null) == (closed.unanswered() > 0), "the last failure is the suspect", order);
        }
        else {
            require(state.suspect() != null, "there is a suspect to probe", order);
        }
        require(!(state instanceof Probing) || pending.contains(state), "somebody probes", order);
    }

    /** One probe and its answer close every breaker that nobody asks any more. */
    private static void checkRecovery(BreakerState state, String order) {
        BreakerState asked = (state instanceof Open open) ? new Probing(open, 0) : state;
        require(asked.answered(asked) instanceof Closed, "an answer closes it", order);
    }

    private static void require(boolean isTrue, String what, String order) {
        if (!isTrue) {
            throw new AssertionError("It is not true that " + what + ", after:" + order);
        }
    }

    private static Suspect suspect() {
        return new Suspect(() -> CompletableFuture.completedFuture("answer"),
                new CacheUnavailableException("No answer", null));
    }

    private static List<BreakerState> with(List<BreakerState> pending, BreakerState asked) {
        List<BreakerState> more = new ArrayList<>(pending);
        more.add(asked);
        return more;
    }

    private static List<BreakerState> without(List<BreakerState> pending, BreakerState asked) {
        List<BreakerState> fewer = new ArrayList<>(pending);
        fewer.remove(asked);
        return fewer;
    }

}
