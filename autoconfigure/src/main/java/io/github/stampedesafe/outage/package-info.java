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
 * Outages of the store: asking less, holding pending changes, and coming back.
 * {@code Breaker} says when an outage begins and ends, {@code PendingChanges} what is
 * left of several changes of a key, and {@code GuardedEntryStore} what an instance does
 * with a cache while a change of it is pending.
 */
@NullMarked
package io.github.stampedesafe.outage;

import org.jspecify.annotations.NullMarked;
