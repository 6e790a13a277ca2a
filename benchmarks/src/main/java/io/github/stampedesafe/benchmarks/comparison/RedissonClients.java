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

package io.github.stampedesafe.benchmarks.comparison;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.codec.TypedJsonJackson3Codec;
import org.redisson.config.Config;

/** Redisson as its documentation sets it up, aside from the values' format. */
final class RedissonClients {

    private RedissonClients() {
    }

    static RedissonClient create(Backend backend) {
        Config config = new Config();
        config.setCodec(new TypedJsonJackson3Codec(String.class, Value.class));
        config.useSingleServer().setAddress(backend.redisAddress());
        return Redisson.create(config);
    }

}
