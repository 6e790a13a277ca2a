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

import java.lang.reflect.Type;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.redis.SerializerCodec;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * The application's beans of type {@link RedisSerializer}, of which there may be none.
 */
final class SerializerBeans {

    private static final boolean SPRING_DATA_REDIS_IS_THERE = ClassUtils
        .isPresent("org.springframework.data.redis.serializer.RedisSerializer", SerializerBeans.class.getClassLoader());

    private final ListableBeanFactory beans;

    SerializerBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    boolean contains(String name) {
        return SPRING_DATA_REDIS_IS_THERE && this.beans.containsBean(name)
                && this.beans.isTypeMatch(name, RedisSerializer.class);
    }

    PayloadCodec codec(String name, Type type) {
        return new SerializerCodec(this.beans.getBean(name, RedisSerializer.class), type);
    }

}
