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

package io.github.stampedesafe.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.github.stampedesafe.test.redis.RedisConsole;

import static org.awaitility.Awaitility.await;

/**
 * Counts the commands that clients sent to a server, by {@code INFO commandstats}. Redis
 * counts what scripts call there as well; {@code MONITOR} tells which those were.
 */
public final class CommandStats implements AutoCloseable {

    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+?):calls=(\\d+)");

    private static final Pattern IN_SCRIPT = Pattern.compile("\\S+ \\[\\d+ lua] \"(\\w+)\".*");

    private final RedisConsole console;

    private final RedisConsole monitor;

    public CommandStats(String host, int port) {
        this.console = new RedisConsole(host, port);
        this.monitor = new RedisConsole(host, port);
        this.monitor.send("MONITOR");
    }

    /**
     * Runs an action and returns how many of which commands were sent meanwhile, those of
     * this object aside. Names are in lower case: {@code {evalsha=1, get=2}}.
     */
    public Map<String, Integer> during(ThrowingCallable action) {
        Map<String, Integer> counts = new TreeMap<>();
        skipMonitored(counts);
        counts.clear();
        Map<String, Integer> before = calls(this.console);
        try {
            action.call();
        }
        catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
        calls(this.console).forEach((name, count) -> counts.merge(name, count, Integer::sum));
        before.forEach((name, count) -> counts.merge(name, -count, Integer::sum));
        skipMonitored(counts);
        counts.keySet().removeAll(Set.of("info", "echo"));
        counts.values().removeIf((count) -> count == 0);
        return counts;
    }

    /**
     * Waits until no load holds a lease. A lease is given back after the callers have
     * their value, so its release would be counted among the commands of what comes next.
     */
    public static void awaitNoLease(RedisConsole console) {
        await().until(() -> console.send("KEYS", "*:lease"), List.of()::equals);
    }

    @Override
    public void close() {
        this.monitor.close();
        this.console.close();
    }

    /**
     * Returns how many of which commands a server has carried out since it was started,
     * those inside scripts included.
     */
    public static Map<String, Integer> calls(RedisConsole console) {
        Map<String, Integer> calls = new TreeMap<>();
        Matcher matcher = CALLS.matcher((String) console.send("INFO", "commandstats"));
        while (matcher.find()) {
            calls.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
        }
        return calls;
    }

    /** Reads up to now and takes what scripts called off the counts. */
    private void skipMonitored(Map<String, Integer> counts) {
        String marker = UUID.randomUUID().toString();
        this.console.send("ECHO", marker);
        String line = "";
        while (!line.contains(marker)) {
            line = (String) this.monitor.next();
            Matcher matcher = IN_SCRIPT.matcher(line);
            if (matcher.matches()) {
                counts.merge(matcher.group(1).toLowerCase(Locale.ROOT), -1, Integer::sum);
            }
        }
    }

}
