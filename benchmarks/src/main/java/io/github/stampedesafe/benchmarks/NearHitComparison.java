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

/** Compares hits of near copies with Spring's over Caffeine while the machine is busy. */
public final class NearHitComparison {

    private NearHitComparison() {
    }

    /** Runs the comparison, for about three minutes. */
    public static void main(String[] arguments) throws InterruptedException {
        NearHitBenchmark hits = new NearHitBenchmark();
        hits.start();
        try {
            for (int threads : new int[] { 1, 8 }) {
                Turns.compare("a near hit with the default key, ours / Spring's over Caffeine", threads,
                        hits::springDefaultKey, hits::oursDefaultKey);
                Turns.compare("a near hit with an expression as key, ours / Spring's over Caffeine", threads,
                        hits::springExpression, hits::oursExpression);
            }
        }
        finally {
            hits.stop();
        }
    }

}
