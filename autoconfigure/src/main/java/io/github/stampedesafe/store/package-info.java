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
 * The SPI: what an own store, lease provider, signal source or codec implements, and the
 * entries, marks, claims, payloads and signals that it is handed. Times are the store's
 * own. {@link io.github.stampedesafe.store.AnswerWait} waits for answers of another
 * process without taking a pause of this one for silence.
 */
@NullMarked
package io.github.stampedesafe.store;

import org.jspecify.annotations.NullMarked;
