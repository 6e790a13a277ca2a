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

import java.util.Map;

/**
 * What a database says of itself.
 *
 * @param running queries at work now
 * @param queued queries that wait for their turn
 * @param total queries since the lab began, with those that were refused
 * @param byInstance running and queued queries of each instance that has any
 */
record Gauge(int running, int queued, long total, Map<Integer, Integer> byInstance) {

    /** Returns the queries of one instance, running and queued. */
    int of(int instance) {
        return this.byInstance.getOrDefault(instance, 0);
    }

}
