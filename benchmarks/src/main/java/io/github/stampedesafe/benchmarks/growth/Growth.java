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

package io.github.stampedesafe.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.benchmarks.Machine;

/**
 * Measures how cost grows, with instances in this process over one private Redis, and
 * writes {@code benchmarks/results/growth.json}. Takes some three minutes.
 */
public final class Growth {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Growth() {
    }

    /**
     * Measures.
     * @param arguments the largest number of instances, keys, waiting callers and
     * subscribers, such as {@code 16 1000000 10000 1000}, which are the numbers if they
     * are left out; and the file
     */
    public static void main(String[] arguments) throws IOException {
        GrowthPlan plan = GrowthPlan.of(arguments);
        Path file = Path.of((arguments.length > 4) ? arguments[4] : "benchmarks/results/growth.json");
        GrowthResults results = measure(plan);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, MAPPER.writeValueAsString(results) + "\n");
        System.out.println("Raw results: " + file);
        System.exit(0);
    }

    static GrowthResults measure(GrowthPlan plan) {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new GrowthResults(date, Machine.description(), InstanceGrowth.measure(plan.instances()),
                SignalGrowth.measure(plan.subscribers()), WaiterGrowth.measure(plan.waiters()),
                WaitTimes.measure(plan.loads()), KeyGrowth.measure(plan.keys()), EntrySizes.measure());
    }

}
