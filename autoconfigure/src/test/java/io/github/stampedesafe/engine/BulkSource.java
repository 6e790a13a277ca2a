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

package io.github.stampedesafe.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method that loads several keys, and writes down which it was called for. The value of
 * key {@code 7} is {@code v7}, unless the test says otherwise. A call may be held, or do
 * something else, before it returns.
 */
final class BulkSource implements BulkLoad {

    final List<List<String>> calls = new CopyOnWriteArrayList<>();

    private final Map<String, @Nullable Object> values = new HashMap<>();

    private final Deque<Crowd.Call> meanwhile = new ArrayDeque<>();

    /** Asserts that all calls have given back what they held, and that no key is held. */
    static void assertNothingLeaks(Scene scene) {
        scene.assertNothingLeaks();
        for (String text : List.of("1", "2", "3", "4")) {
            assertThat(scene.shared.isLeased(key(text))).isFalse();
            assertThat(scene.shared.fence(key(text))).isNull();
        }
    }

    /** Returns a key of the cache that all calls are about. */
    static CacheKey key(String text) {
        return new CacheKey("products", text);
    }

    static BulkRequest request(BulkLoad load, Policy policy, String... keys) {
        List<CacheKey> all = List.of(keys).stream().map(BulkSource::key).toList();
        return new BulkRequest(all, policy, new StringCodec(), load);
    }

    List<@Nullable Object> get(Instance instance, Policy policy, String... keys) throws Throwable {
        return instance.engine().bulk().get(request(this, policy, keys));
    }

    /** Sets what a key has for a value. */
    BulkSource set(String key, @Nullable Object value) {
        this.values.put(key, value);
        return this;
    }

    /** Holds the next call. */
    Hold hold() {
        Hold hold = new Hold();
        meanwhile(() -> {
            hold.stop();
            return null;
        });
        return hold;
    }

    /** Lets the next call do something before it returns. */
    void meanwhile(Crowd.Call action) {
        synchronized (this.meanwhile) {
            this.meanwhile.add(action);
        }
    }

    @Override
    public @Nullable Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        List<String> texts = keys.stream().map(CacheKey::text).toList();
        this.calls.add(new ArrayList<>(texts));
        Crowd.Call action;
        synchronized (this.meanwhile) {
            action = this.meanwhile.poll();
        }
        if (action != null) {
            action.call();
        }
        Map<CacheKey, @Nullable Object> found = new HashMap<>();
        texts.forEach((text) -> found.put(key(text), this.values.getOrDefault(text, "v" + text)));
        return found;
    }

}
