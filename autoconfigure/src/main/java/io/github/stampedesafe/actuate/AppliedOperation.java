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

package io.github.stampedesafe.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What an operator did.
 *
 * @param cache name of the cache
 * @param operation what was done
 * @param undelivered changes of this instance that Redis has yet to hear of, this one
 * among them if Redis does not answer
 */
public record AppliedOperation(String cache, String operation, int undelivered) implements OperationResponseBody {
}
