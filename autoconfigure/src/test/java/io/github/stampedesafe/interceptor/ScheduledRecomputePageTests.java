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

package io.github.stampedesafe.interceptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.recompute.ScheduledMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** The Java blocks of {@code docs/scheduled-recompute.md}, which are cut from here. */
class ScheduledRecomputePageTests {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    static class Sales {

        @StampedeSafeCacheable(cacheName = "ranking", ttl = "15m")
        @ScheduledRecompute(fixedRate = "5m")
        public List<String> ranking() {
            return slowQuery();
        }

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", ttl = "28h")
        @ScheduledRecompute(cron = "0 0 6 * * *", zone = "Europe/Berlin", onStartup = true,
                arguments = "@countries.busiest(20)")
        public long totals(String country) {
            return slowQuery(country);
        }

        private static List<String> slowQuery() {
            return List.of();
        }

        private static long slowQuery(String country) {
            return country.length();
        }

    }

    static class Countries {

        public List<String> busiest(int count) {
            return List.of("DE", "FR").subList(0, Math.min(count, 2));
        }

    }

    @Test
    void theBlocksAreCompiledAndWork() throws Exception {
        try (CacheContext context = CacheContext.started((spring) -> {
            spring.registerBean(Sales.class);
            spring.registerBean("countries", Countries.class);
        })) {
            int requests = 0;
            for (ScheduledMethod method : context.advisor().scheduledMethods()) {
                requests += method.requests().call().size();
            }
            assertThat(requests).isEqualTo(3);
        }
    }

    @Test
    void thePageShowsWhatStandsHere() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "scheduled-recompute.md"));
        String here = words(Files.readString(Path.of("src", "test", "java",
                ScheduledRecomputePageTests.class.getName().replace('.', '/') + ".java")));
        List<String> blocks = BLOCK.matcher(page).results().map((block) -> words(block.group(1))).toList();
        assertThat(blocks).hasSize(2).allSatisfy((block) -> assertThat(here).contains(block));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

}
