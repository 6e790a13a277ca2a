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

package io.github.stampedesafe.benchmarks.soak;

/**
 * What the instances keep while nobody calls them, before the traffic or after a round of
 * it.
 *
 * @param second seconds since the start
 * @param heapBytes heap in use after a collection, of all instances together
 * @param threads live threads of the process
 * @param connections clients of Redis, without the one that asks
 * @param settled whether their number had stopped to change
 */
record Rest(long second, long heapBytes, int threads, int connections, boolean settled) {
}
