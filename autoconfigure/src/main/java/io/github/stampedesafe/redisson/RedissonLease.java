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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;

/** A lock that was taken. */
final class RedissonLease implements Lease {

    private final CacheKey key;

    private final LockOwner owner;

    RedissonLease(CacheKey key, LockOwner owner) {
        this.key = key;
        this.owner = owner;
    }

    @Override
    public CompletionStage<Boolean> extend(Duration life) {
        return this.owner.extend(life)
            .exceptionallyCompose((failure) -> CompletableFuture
                .failedFuture(new CacheUnavailableException("The lease of key '%s' of cache '%s' could not be extended"
                    .formatted(this.key.text(), this.key.cache()), failure)));
    }

    @Override
    public String holder() {
        return this.owner.field();
    }

    /** If Redis does not hear of it, the lease ends by itself. */
    @Override
    public void release() {
        this.owner.unlock();
    }

}
