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

package io.github.stampedesafe.autoconfigure;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the actuator endpoint, beside those that Boot has for every endpoint.
 *
 * @param showKeys When to show keys, which may be personal data, and messages that may
 * contain one. Hidden keys are shown as short hashes.
 * @param roles Roles used to determine whether a user is authorized to be shown keys.
 * When empty, all authenticated users are authorized.
 */
@ConfigurationProperties(prefix = "management.endpoint.stampedesafe")
public record StampedeSafeEndpointProperties(@DefaultValue("never") Show showKeys, @DefaultValue Set<String> roles) {
}
