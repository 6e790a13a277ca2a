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

package io.github.stampedesafe.engine;

/**
 * A question to the store whose answer becomes a near copy if no change came meanwhile
 * ({@link NearCopies}). It is made before the question is sent.
 *
 * @param changes how many changes of the key this instance had heard of
 * @param period the period of hearing, see {@link Hearing}
 * @param at when, in ns
 */
record NearQuestion(int changes, int period, long at) {
}
