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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/**
 * What is compared.
 *
 * @param peers the peers
 * @param scenarios the scenarios
 * @param runs how often each scenario is played
 * @param processes instances of each peer, at least 2
 * @param callers callers of each instance, at least 4
 * @param output where the raw results go
 */
record Plan(List<PeerKind> peers, List<Scenario> scenarios, int runs, int processes, int callers, String output) {

    /** All but one variant, so that they take less than half an hour. */
    private static final List<PeerKind> PEERS = List.copyOf(EnumSet.complementOf(EnumSet.of(PeerKind.OURS_STALE)));

    private static final List<Scenario> QUICK = List.of(Scenario.COLD, Scenario.FAILING, Scenario.INDEPENDENT,
            Scenario.EXPIRY, Scenario.EVICT, Scenario.CLEAR);

    Plan {
        if (runs < 1 || processes < 2 || callers < 4) {
            throw new IllegalArgumentException("At least 1 run, 2 processes and 4 callers are needed, not " + runs
                    + ", " + processes + " and " + callers + ".");
        }
    }

    /**
     * Reads a command line.
     * @throws IllegalArgumentException if it is wrong; the message says what to write
     */
    static Plan of(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        boolean quick = all.remove("--quick");
        Plan plan = new Plan(list(all, "peers", PeerKind::of, PEERS),
                list(all, "scenarios", Scenario::of, quick ? QUICK : List.of(Scenario.values())),
                number(all, "runs", quick ? 1 : 5), number(all, "processes", quick ? 2 : 3), number(all, "callers", 32),
                text(all, "output",
                        quick ? "benchmarks/target/comparison-quick.json" : "benchmarks/results/comparison.json"));
        if (!all.isEmpty()) {
            throw new IllegalArgumentException("Unknown: " + String.join(" ", all)
                    + ". Write --quick, --peers=none,ours, --scenarios=cold,evict, --runs=5, --processes=3, "
                    + "--callers=32 or --output=FILE.");
        }
        return plan;
    }

    private static <T> List<T> list(List<String> arguments, String name, Function<String, T> parser,
            List<T> otherwise) {
        String text = text(arguments, name, "");
        return text.isEmpty() ? otherwise : Arrays.stream(text.split(",")).map(parser).toList();
    }

    private static int number(List<String> arguments, String name, int otherwise) {
        String text = text(arguments, name, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text);
        }
        catch (NumberFormatException ex) {
            throw new IllegalArgumentException("'--" + name + "' is a whole number, not '" + text + "'.", ex);
        }
    }

    private static String text(List<String> arguments, String name, String otherwise) {
        String start = "--" + name + "=";
        for (String argument : arguments) {
            if (argument.startsWith(start)) {
                arguments.remove(argument);
                return argument.substring(start.length());
            }
        }
        return otherwise;
    }

}
