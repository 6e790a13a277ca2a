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

package io.github.stampedesafe.event;

import java.time.Duration;

/**
 * What happened in an outage of the store, on this instance.
 *
 * @param lasted from the moment it was noticed to its end
 * @param reads looks that the store did not answer
 * @param pending changes that the store did not carry out when they were made
 * @param delivered pending changes that the store carried out afterwards; fewer than were
 * pending if a newer change of the same key replaced an older one, or many became one
 * clear
 */
public record OutageSummary(Duration lasted, long reads, long pending, long delivered) {
}
