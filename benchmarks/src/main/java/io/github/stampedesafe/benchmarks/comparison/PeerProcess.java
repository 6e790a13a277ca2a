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

import java.util.List;

import io.github.stampedesafe.multiprocess.CommandLine;

/**
 * One instance: a process with one peer and its callers. It obeys lines on standard input
 * and ends with it.
 */
public final class PeerProcess {

    static final String UNSUPPORTED = "unsupported ";

    private final Peer peer;

    private final Callers callers;

    private PeerProcess(Peer peer, int callers) {
        this.peer = peer;
        this.callers = new Callers(peer, callers);
    }

    /** Returns what {@link #main} is told. */
    static List<String> options(PeerKind peer, int redisPort, int sourcePort, int callers) {
        return List.of("--peer=" + peer.id(), "--redis=" + redisPort, "--source=" + sourcePort, "--callers=" + callers);
    }

    /** Starts one instance. */
    public static void main(String[] arguments) {
        int callers = Integer.parseInt(option(arguments, "callers"));
        Backend backend = new Backend("127.0.0.1", Integer.parseInt(option(arguments, "redis")), callers,
                new SourceClient(Integer.parseInt(option(arguments, "source"))));
        Peer peer = PeerKind.of(option(arguments, "peer")).open(backend);
        CommandLine.obey(new PeerProcess(peer, callers)::obey);
    }

    private String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "wave" -> this.callers.wave(lifetime(words), words[2], number(words, 3)).line();
            case "traffic" ->
                this.callers
                    .traffic(lifetime(words), words[2], number(words, 3), number(words, 4), number(words, 5),
                            number(words, 6))
                    .line();
            case "each" ->
                this.callers.each(lifetime(words), words[2], number(words, 3), number(words, 4), number(words, 5))
                    .line();
            case "expect" -> {
                this.callers.expect(Long.parseLong(words[1]));
                yield "";
            }
            case "clock" -> {
                SkewedClock.ahead(Long.parseLong(words[1]));
                yield "";
            }
            case "evict" -> {
                this.peer.evict(lifetime(words), words[2]);
                yield "";
            }
            case "clear" -> clear(lifetime(words));
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }

    private String clear(Lifetime lifetime) {
        try {
            this.peer.clear(lifetime);
            return "";
        }
        catch (UnsupportedOperationException ex) {
            return UNSUPPORTED + ex.getMessage();
        }
    }

    private static Lifetime lifetime(String[] words) {
        return Lifetime.valueOf(words[1]);
    }

    private static int number(String[] words, int index) {
        return Integer.parseInt(words[index]);
    }

    private static String option(String[] arguments, String name) {
        String start = "--" + name + "=";
        for (String argument : arguments) {
            if (argument.startsWith(start)) {
                return argument.substring(start.length());
            }
        }
        throw new IllegalArgumentException("'" + start + "' is missing");
    }

}
