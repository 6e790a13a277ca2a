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

import org.jspecify.annotations.Nullable;

/**
 * One caller of one lane.
 *
 * @param instance who is asked
 * @param key of the product
 * @param sentAt in ns
 * @param floor the lowest version that is not stale for this caller
 * @param round that counts the caller, or none
 */
record Call(int instance, int key, long sentAt, long floor, @Nullable Round round) {
}
