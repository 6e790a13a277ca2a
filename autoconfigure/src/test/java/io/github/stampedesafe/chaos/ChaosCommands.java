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

package io.github.stampedesafe.chaos;

import java.util.Arrays;
import java.util.List;

import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.event.InstancePause;
import io.github.stampedesafe.event.PauseReport;
import io.github.stampedesafe.multiprocess.CommandLine;

/** What a worker can be told. */
final class ChaosCommands implements CommandLine.Commands {

    private final Calls calls;

    private final Traffic traffic;

    private final ScriptedLoads loads;

    private final OverdueCounter overdue;

    private final PauseReport pauses;

    ChaosCommands(Calls calls, Traffic traffic, ScriptedLoads loads, OverdueCounter overdue, PauseReport pauses) {
        this.calls = calls;
        this.traffic = traffic;
        this.loads = loads;
        this.overdue = overdue;
        this.pauses = pauses;
    }

    @Override
    public String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "get" -> Reply.format(this.calls.get(words[1], words[2], Integer.parseInt(words[3])));
            case "traffic" ->
                this.traffic.run(words[1], words[2], Integer.parseInt(words[3]), Long.parseLong(words[4]));
            case "evict" -> Reply.format(List.of(this.calls.evict(words[1], words[2])));
            case "script" -> done(() -> this.loads.script(words[1], Script.of(Arrays.asList(words))));
            case "release" -> done(() -> this.loads.release(words[1]));
            case "interrupt" -> done(() -> this.loads.interrupt(words[1]));
            case "overdue" -> String.valueOf(this.overdue.count());
            case "paused" -> String.valueOf(pausedMillis());
            case "threads" -> String.valueOf(threads());
            case "waiting" -> String.valueOf(waiting());
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** Returns how long this process stood still last. */
    private long pausedMillis() {
        InstancePause latest = this.pauses.latest();
        return (latest != null) ? latest.lasted().toMillis() : 0;
    }

    /** Callers are the test's own and come and go. */
    private static long threads() {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter((thread) -> !thread.getName().startsWith(CommandLine.THREADS))
            .count();
    }

    /** Returns how many threads wait for somebody else's load. */
    private static long waiting() {
        return Thread.getAllStackTraces()
            .values()
            .stream()
            .filter((frames) -> Arrays.stream(frames)
                .anyMatch((frame) -> frame.getClassName().equals(Waiting.class.getName())))
            .count();
    }

    private static String done(Runnable command) {
        command.run();
        return "done";
    }

}
