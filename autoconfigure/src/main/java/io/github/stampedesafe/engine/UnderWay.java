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
 * What an engine holds on to.
 *
 * @param flights flights that callers can join
 * @param leases leases that are extended
 * @param watches keys whose signals are awaited
 * @param refreshes refreshes that wait for a thread
 * @param permits loads of bounded caches that run or wait for a permit
 */
record UnderWay(int flights, int leases, int watches, int refreshes, int permits) {

    static final UnderWay NOTHING = new UnderWay(0, 0, 0, 0, 0);

}
