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

package io.github.stampedesafe.recompute;

import java.util.List;
import java.util.concurrent.Callable;

import io.github.stampedesafe.engine.Request;

/**
 * A method whose values are recomputed at set times.
 *
 * @param name how messages call it
 * @param trigger when
 * @param requests evaluates which values, anew each time; may block, and throw
 */
public record ScheduledMethod(String name, Trigger trigger, Callable<List<Request>> requests) {
}
