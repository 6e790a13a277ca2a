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
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

/**
 * The codecs of all caches. The serializer that a cache's properties name writes its
 * values, or else the one that the defaults name, or else the {@link PayloadCodecs} bean.
 * A serializer that no property names writes nothing, because it may be for anything.
 */
final class CacheCodecs {

    private final ByCacheName<String> named;

    private final @Nullable String byDefault;

    private final SerializerBeans serializers;

    private final PayloadCodecs others;

    /**
     * Creates the codecs.
     * @throws InvalidSettingException if a property names no serializer
     */
    CacheCodecs(StampedeSafeProperties properties, SerializerBeans serializers, PayloadCodecs others) {
        this.serializers = serializers;
        this.others = others;
        String general = properties.defaults().serializer();
        this.byDefault = (general != null) ? require("defaults", general) : null;
        Map<String, String> names = new HashMap<>();
        properties.caches().forEach((cache, settings) -> {
            String name = settings.serializer();
            if (name != null) {
                names.put(cache, require("caches" + ByCacheName.element(cache), name));
            }
        });
        this.named = new ByCacheName<>(names);
    }

    /**
     * Returns the codec, see {@link PayloadCodecs#codec}.
     */
    PayloadCodec codec(String cache, Type type) {
        String own = this.named.get(cache);
        String name = (own != null) ? own : this.byDefault;
        return (name != null) ? this.serializers.codec(name, type) : this.others.codec(cache, type);
    }

    private String require(String group, String name) {
        if (!this.serializers.contains(name)) {
            throw new InvalidSettingException(
                    "'stampede-safe.%s.serializer' must name a RedisSerializer bean but is '%s'.".formatted(group,
                            name),
                    "Write the name of such a bean, or leave the property out to store JSON.");
        }
        return name;
    }

}
