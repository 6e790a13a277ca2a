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

package io.github.stampedesafe.sample.lab;

/**
 * What one lane did while a scenario ran.
 *
 * @param queries that reached the database
 * @param slowest the longest wait for an answer, in ms
 * @param failed callers who got no answer
 * @param stale answers with an older version than a caller could expect, because the row
 * had been changed and evicted before the caller asked
 */
record LaneFigures(long queries, long slowest, long failed, long stale) {
}
