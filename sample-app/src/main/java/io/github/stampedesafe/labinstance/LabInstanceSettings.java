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

package io.github.stampedesafe.labinstance;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the lab tells an instance, through the environment.
 *
 * @param number the instance, from 1
 * @param keyPrefix front of every Redis key
 * @param ttl how long a value is fresh, in both lanes
 * @param stale how long after that the protected lane may serve it
 * @param unprotectedDatabase JDBC URL
 * @param protectedDatabase JDBC URL
 * @param databaseUser of both databases
 * @param databasePassword of both databases
 */
@ConfigurationProperties("lab")
record LabInstanceSettings(int number, String keyPrefix, Duration ttl, Duration stale, String unprotectedDatabase,
        String protectedDatabase, String databaseUser, String databasePassword) {
}
