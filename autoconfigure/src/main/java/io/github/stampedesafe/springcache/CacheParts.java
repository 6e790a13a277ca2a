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

package io.github.stampedesafe.springcache;

import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.store.PayloadCodecs;

/**
 * What the caches of a {@link StampedeSafeCacheManager} work with.
 *
 * @param engine the engine
 * @param policies knows the policy of a cache
 * @param codecs finds the codec of a type
 * @param changes decides when puts and evicts take effect
 */
public record CacheParts(SingleFlightCache engine, Policies policies, PayloadCodecs codecs, ChangeSchedule changes) {

}
