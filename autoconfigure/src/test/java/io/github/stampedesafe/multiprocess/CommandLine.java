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

package io.github.stampedesafe.multiprocess;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The worker's side of a {@link WorkerProcess}: reads one command a line from standard
 * input, carries each out on a thread of its own, and answers each with one line. The
 * process ends with its input, whatever still runs: it is never left behind.
 */
public final class CommandLine {

    /** Begins the names of the threads that carry out commands. */
    public static final String THREADS = "command-";

    static final String ANSWER = "answer: ";

    static final long READY = 0;

    static final String DONE = "done";

    private static final String FAILED = "failed";

    private CommandLine() {
    }

    /** Obeys until the input ends; does not return. */
    public static void obey(Commands commands) {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answer(READY, DONE, "ready");
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ");
                new Thread(() -> obey(commands, words), THREADS + words[0]).start();
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void obey(Commands commands, String[] words) {
        long number = Long.parseLong(words[0]);
        try {
            answer(number, DONE, commands.obey(Arrays.copyOfRange(words, 1, words.length)));
        }
        catch (Exception | Error ex) {
            answer(number, FAILED, ex.toString());
        }
    }

    private static void answer(long number, String how, String text) {
        // One call: lines of different threads must not mix.
        System.out.println(ANSWER + number + " " + how + " " + text.replace('\n', ' '));
    }

    /** What a worker can do. */
    @FunctionalInterface
    public interface Commands {

        /**
         * Carries out a command.
         * @param words the command and its arguments
         * @return the answer, one line
         * @throws Exception if it cannot be carried out
         */
        String obey(String[] words) throws Exception;

    }

}
