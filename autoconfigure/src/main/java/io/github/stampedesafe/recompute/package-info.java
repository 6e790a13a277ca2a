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

/**
 * Refreshes that no caller asks for. Hot keys are recomputed before they expire, and
 * scheduled keys at set times. Which value is due is decided here; the engine loads it,
 * under its lease and behind its fence. Which keys are hot is decided in
 * {@code HotKeyRule}, when a hot key is recomputed in {@code HotKeyDeadlines}, when a
 * scheduled key is in {@code ScheduledKey}, how long a key pauses after a failure in
 * {@code Backoff}, and how much load time recomputes may spend in {@code LoadBudget}.
 */
@NullMarked
package io.github.stampedesafe.recompute;

import org.jspecify.annotations.NullMarked;
