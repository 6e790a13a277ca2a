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

package io.github.stampedesafe.event;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.key.CacheKey;

/**
 * Finds the caches whose source has been failing for long while stale values kept callers
 * from noticing. A source is failing from its first failure to its last one, unless a
 * load of the cache succeeds in between. Thread-safe; never blocks.
 */
public final class SilentFailures implements CacheListener {

    private static final long BETWEEN_WARNINGS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;

    private final long after;

    private final Consumer<FailingSource> warning;

    private final ConcurrentMap<String, Failing> failing = new ConcurrentHashMap<>();

    /**
     * Creates the listener.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     * @param after how long a source has to fail to count; positive
     * @param warning called when a stale value is served of such a source, at most once a
     * second per cache, on the thread of the caller that is served; quick, and throws
     * nothing
     */
    public SilentFailures(LongSupplier nanoTime, Duration after, Consumer<FailingSource> warning) {
        this.nanoTime = nanoTime;
        this.after = after.toNanos();
        this.warning = warning;
    }

    /**
     * Returns the caches whose source has been failing for long, in order. A cache of
     * which no stale value was served for as long is left out, because its next caller
     * gets the failure.
     */
    public List<FailingSource> sources() {
        long now = this.nanoTime.getAsLong();
        return this.failing.entrySet()
            .stream()
            .filter((entry) -> entry.getValue().isSilent(this.after, now))
            .map((entry) -> entry.getValue().describe(entry.getKey()))
            .sorted(Comparator.comparing(FailingSource::cache))
            .toList();
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        if ((freshness != Freshness.STALE && freshness != Freshness.STALE_IF_ERROR) || this.failing.isEmpty()) {
            return;
        }
        Failing failing = this.failing.get(key.cache());
        if (failing != null) {
            long now = this.nanoTime.getAsLong();
            failing.served(now);
            if (failing.isSilent(this.after, now) && failing.isWarningDue(now)) {
                this.warning.accept(failing.describe(key.cache()));
            }
        }
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof LoadFailed failed) {
            long now = this.nanoTime.getAsLong();
            this.failing.computeIfAbsent(failed.cache(), (same) -> new Failing(now)).failed(now);
        }
        else if (event instanceof Loaded loaded && !this.failing.isEmpty()) {
            this.failing.remove(loaded.cache());
        }
    }

    /**
     * A failing source that callers do not notice.
     *
     * @param cache name of the cache
     * @param lasting from the first failure to the last
     * @param failures how many loads failed, without one that succeeded
     * @param served how many stale values were served meanwhile
     */
    public record FailingSource(String cache, Duration lasting, long failures, long served) {
    }

    private static final class Failing {

        private final long since;

        private final LongAdder failures = new LongAdder();

        private final LongAdder served = new LongAdder();

        private volatile long lastFailed;

        private volatile long lastServed;

        private volatile boolean hasServed;

        private final AtomicLong nextWarning;

        private Failing(long since) {
            this.since = since;
            this.lastFailed = since;
            this.nextWarning = new AtomicLong(since);
        }

        private void failed(long now) {
            this.lastFailed = now;
            this.failures.increment();
        }

        private void served(long now) {
            this.lastServed = now;
            this.hasServed = true;
            this.served.increment();
        }

        private boolean isSilent(long after, long now) {
            return this.hasServed && this.lastFailed - this.since >= after && now - this.lastServed <= after;
        }

        /** One of the callers that are served at a time finds out that it is. */
        private boolean isWarningDue(long now) {
            long due = this.nextWarning.get();
            return now - due >= 0 && this.nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS);
        }

        private Duration lasting() {
            return Duration.ofNanos(this.lastFailed - this.since);
        }

        private FailingSource describe(String cache) {
            return new FailingSource(cache, lasting(), this.failures.sum(), this.served.sum());
        }

    }

}
