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

package io.github.stampedesafe.redisson;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.redisson.config.Config;

/** Says where a client connects to. */
final class LeaseServer {

    private LeaseServer() {
    }

    /** Returns the addresses without user and password, such as "Redis at shop:6379". */
    static String of(Config config) {
        if (config.isSingleConfig()) {
            return "Redis at " + plain(List.of(config.useSingleServer().getAddress()));
        }
        if (config.isSentinelConfig()) {
            return "master '%s' of the Redis sentinels at %s".formatted(config.useSentinelServers().getMasterName(),
                    plain(config.useSentinelServers().getSentinelAddresses()));
        }
        return config.isClusterConfig() ? "the Redis cluster at " + plain(config.useClusterServers().getNodeAddresses())
                : "Redis";
    }

    private static String plain(Collection<String> addresses) {
        return addresses.stream()
            .map((address) -> address.substring(address.indexOf("://") + "://".length()))
            .map((address) -> address.substring(address.lastIndexOf('@') + 1))
            .collect(Collectors.joining(", "));
    }

}
