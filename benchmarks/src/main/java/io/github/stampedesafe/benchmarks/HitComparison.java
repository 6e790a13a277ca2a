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

package io.github.stampedesafe.benchmarks;

/**
 * Compares the throughput of a hit with that of Spring's own {@code @Cacheable}, with 1
 * and with 8 threads.
 */
public final class HitComparison {

    private HitComparison() {
    }

    /** Runs the comparison, for about a minute and a half. */
    public static void main(String[] arguments) throws InterruptedException {
        HitBenchmark hits = new HitBenchmark();
        hits.start();
        try {
            for (int threads : new int[] { 1, 8 }) {
                Turns.compare("a hit, ours / Spring's", threads, hits::spring, hits::ours);
            }
        }
        finally {
            hits.stop();
        }
    }

}
