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

import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.StaticCredentialsProvider;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;
import org.springframework.util.StringUtils;

import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Sentinels;

/**
 * Hands Lettuce the user and its password at once. Lettuce resolves what it builds from a
 * user name and a password by itself on the common pool of the virtual machine, so that a
 * connection waits for whatever the application does there, and a handshake runs on two
 * threads that overtake each other.
 */
final class TargetCredentials implements RedisCredentialsProviderFactory {

    private final RedisTarget target;

    TargetCredentials(RedisTarget target) {
        this.target = target;
    }

    @Override
    public RedisCredentialsProvider createCredentialsProvider(RedisConfiguration configuration) {
        return provider(this.target.credentials());
    }

    @Override
    public RedisCredentialsProvider createSentinelCredentialsProvider(RedisSentinelConfiguration configuration) {
        return provider(
                (this.target.place() instanceof Sentinels sentinels) ? sentinels.credentials() : Credentials.NONE);
    }

    /** A user without a password sends an empty one. */
    private static RedisCredentialsProvider provider(Credentials credentials) {
        String username = StringUtils.hasText(credentials.username()) ? credentials.username() : null;
        String password = StringUtils.hasText(credentials.password()) ? credentials.password() : null;
        if (password == null) {
            return new StaticCredentialsProvider(username, (username != null) ? new char[0] : null);
        }
        return new StaticCredentialsProvider(username, password.toCharArray());
    }

}
