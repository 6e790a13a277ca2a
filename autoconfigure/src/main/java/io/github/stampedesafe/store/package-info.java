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
 * What a store, a provider of leases or a codec of one's own implements, and what it is
 * handed: entries, marks, claims, payloads and signals. Times are the store's own. To
 * wait for answers of another process without taking a pause of this one for silence,
 * there is {@link io.github.stampedesafe.store.AnswerWait}.
 */
@NullMarked
package io.github.stampedesafe.store;

import org.jspecify.annotations.NullMarked;
