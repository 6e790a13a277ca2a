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

package io.github.stampedesafe.redis;

import java.util.List;
import java.util.UUID;

import org.springframework.data.redis.serializer.RedisSerializer;

import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.contract.PayloadCodecContract;

/** The codec around a serializer of Spring Data's. */
class SerializerCodecContractTests extends PayloadCodecContract {

    @Override
    protected PayloadCodec codec() {
        return new SerializerCodec(RedisSerializer.java(), UUID.class);
    }

    @Override
    protected List<?> values() {
        return List.of(new UUID(1, 2), new UUID(3, 4));
    }

    @Override
    protected byte[] foreignBytes() {
        return new byte[3];
    }

}
