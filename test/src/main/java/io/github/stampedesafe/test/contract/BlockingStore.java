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

package io.github.stampedesafe.test.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;

/**
 * A store whose every operation waits for its result and throws its failure, for tests
 * that tell one thing after the other.
 *
 * @param store the store
 */
public record BlockingStore(EntryStore store) {

    public @Nullable Entry get(CacheKey key) {
        return this.store.get(key);
    }

    public @Nullable Entry get(CacheKey key, long shape) {
        return this.store.get(key, shape);
    }

    public Map<CacheKey, Entry> getAll(List<CacheKey> keys, long shape) {
        return Stages.join(this.store.getAllAsync(keys, shape));
    }

    public Begin begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return Stages.join(this.store.begin(key, seen, claim));
    }

    public Published publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return Stages.join(this.store.publish(key, claim, loadStart, newEntry));
    }

    public boolean abandon(CacheKey key, Claim claim) {
        return Stages.join(this.store.abandon(key, claim));
    }

    public boolean fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return Stages.join(this.store.fail(key, claim, failure, life));
    }

    public @Nullable RememberedFailure failure(CacheKey key) {
        return Stages.join(this.store.failure(key));
    }

    public boolean put(CacheKey key, NewEntry newEntry) {
        return Stages.join(this.store.put(key, newEntry));
    }

    public boolean replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return Stages.join(this.store.replace(key, seen, shape, newEntry));
    }

    public void evict(CacheKey key) {
        Stages.join(this.store.evict(key));
    }

    public boolean evict(CacheKey key, Tombstone tombstone) {
        return Stages.join(this.store.evict(key, tombstone));
    }

    public void expire(CacheKey key) {
        Stages.join(this.store.expire(key));
    }

    public long clear(String cache, long known) {
        return Stages.join(this.store.clear(cache, known));
    }

    public long expireAll(String cache, long known) {
        return Stages.join(this.store.expireAll(cache, known));
    }

    public Map<String, Marks> marks(Set<String> caches) {
        return Stages.join(this.store.marks(caches));
    }

    public void restore(String cache, Marks marks) {
        Stages.join(this.store.restore(cache, marks));
    }

}
