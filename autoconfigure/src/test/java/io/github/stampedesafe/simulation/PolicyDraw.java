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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;

import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.OnWaitTimeout;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.LOAD_DEADLINE;
import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static io.github.stampedesafe.policy.PolicySettings.ON_WAIT_TIMEOUT;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;

/**
 * Draws the policy of all calls of a scenario.
 *
 * @param random decides
 * @param troubles what can go wrong
 */
record PolicyDraw(SplittableRandom random, Set<Trouble> troubles) {

    /** Returns a policy. */
    Policy policy() {
        boolean brief = this.troubles.contains(Trouble.EXPIRY);
        Duration ttl = isPlanned() ? lifeOfPlanned()
                : brief ? Duration.ofMillis(20 + this.random.nextInt(500)) : Duration.ofMinutes(1);
        Duration revalidate = oneIn(2) ? Duration.ZERO : Duration.ofSeconds(20);
        Duration ifError = oneIn(3) ? Duration.ofSeconds(30) : Duration.ZERO;
        Duration wait = this.troubles.contains(Trouble.SHORT_WAITS) ? Duration.ofMillis(1 + this.random.nextInt(1500))
                : null;
        Duration failureTtl = this.troubles.contains(Trouble.FAILURE_TTL)
                ? Duration.ofMillis(1 + this.random.nextInt(5_000)) : Duration.ZERO;
        boolean isBounded = this.troubles.contains(Trouble.BOUNDED);
        return Policy.resolve(PolicyLayer.from(SettingSource.annotation("scenario"))
            .with(TTL, ttl)
            .with(JITTER, oneIn(2) ? 0 : 0.1)
            .with(BETA, oneIn(2) ? 0.0 : 1.0)
            .with(STALE_WHILE_REVALIDATE, revalidate)
            .with(STALE_IF_ERROR, ifError)
            .with(FAILURE_TTL, failureTtl)
            .with(LOAD_DEADLINE, Scenario.DEADLINE)
            .with(MAX_CONCURRENT_LOADS, isBounded ? 1 + this.random.nextInt(2) : 0)
            .with(MAX_WAITING_LOADS, isBounded ? 1 + this.random.nextInt(3) : 100)
            .with(NEAR_CACHE, this.troubles.contains(Trouble.NEAR) ? NearCache.ALL : NearCache.OFF)
            .with(WAIT_TIMEOUT, wait)
            .with(ON_WAIT_TIMEOUT, oneIn(2) ? OnWaitTimeout.FAIL : OnWaitTimeout.LOAD));
    }

    private boolean isPlanned() {
        return this.troubles.contains(Trouble.SCHEDULED) || this.troubles.contains(Trouble.HOT_KEYS);
    }

    /** Some scheduled values live long enough for failures to be told of in a row. */
    private Duration lifeOfPlanned() {
        boolean isLong = !this.troubles.contains(Trouble.HOT_KEYS) && oneIn(2);
        return Duration.ofMillis(isLong ? 16_000 : 1_500 + this.random.nextInt(2_500));
    }

    private boolean oneIn(int chances) {
        return this.random.nextInt(chances) == 0;
    }

}
