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

package io.github.stampedesafe.logging;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.OutageSummary;
import io.github.stampedesafe.event.UndeliverableChanges;
import io.github.stampedesafe.event.UnfaithfulValue;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/**
 * Logs what an operator has to know, and not each time it happens: a line of each class
 * of events in a while, which counts the others. What a caller is told by an exception is
 * left to the caller; hits, misses and contention are no news. What a line says is in its
 * key-value pairs, too, for structured logging.
 */
public final class LoggingCacheListener implements CacheListener {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger logger = LoggerFactory.getLogger(LoggingCacheListener.class);

    private final ValueLog values = new ValueLog();

    private volatile boolean isOut;

    private final Throttle unavailable;

    private final Throttle refused;

    private final Throttle failed;

    private final Throttle loadsRefused;

    private final Throttle overdue;

    private final ArgumentsLog arguments;

    /**
     * Creates the listener.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     */
    public LoggingCacheListener(LongSupplier nanoTime) {
        this.unavailable = new Throttle(nanoTime, INTERVAL);
        this.refused = new Throttle(nanoTime, INTERVAL);
        this.failed = new Throttle(nanoTime, INTERVAL);
        this.loadsRefused = new Throttle(nanoTime, INTERVAL);
        this.overdue = new Throttle(nanoTime, INTERVAL);
        this.arguments = new ArgumentsLog(nanoTime);
    }

    /** Only a load in the background has nobody else to tell. */
    @Override
    public void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
        if (cause != LoadCause.EARLY && cause != LoadCause.STALE && cause != LoadCause.RECOMPUTE) {
            return;
        }
        warn(this.failed, key, failure,
                () -> "Renewing key '%s' of cache '%s' in the background failed".formatted(key.text(), key.cache()));
    }

    @Override
    public void argumentsFailed(String method, Throwable failure) {
        this.arguments.failed(method, failure);
    }

    @Override
    public void argumentsOverdue(String method, Duration lasting) {
        this.arguments.overdue(method, lasting);
    }

    @Override
    public void loadRefused(CacheKey key) {
        warn(this.loadsRefused, key, null,
                () -> ("Loading key '%s' of cache '%s' was refused, because as many loads of the cache as its "
                        + "'max-concurrent-loads' and 'max-waiting-loads' allow run and wait")
                    .formatted(key.text(), key.cache()));
    }

    @Override
    public void loadOverdue(CacheKey key, Duration deadline) {
        warn(this.overdue, key, null,
                () -> "A load of key '%s' of cache '%s' exceeded its deadline of %d ms and was given up; it may go on"
                    .formatted(key.text(), key.cache(), deadline.toMillis()));
    }

    @Override
    public void publishRefused(CacheKey key) {
        debug(key, "A loaded value of key '%s' of cache '%s' was not stored, because the key was changed meanwhile");
    }

    @Override
    public void outdated(CacheKey key) {
        debug(key, "A write of key '%s' of cache '%s' was ignored, because a higher version is stored");
    }

    @Override
    public void unwritable(CacheKey key, RuntimeException failure) {
        this.values.unwritable(key, failure);
    }

    @Override
    public void oversized(CacheKey key, ByteSize size, ByteSize limit) {
        this.values.oversized(key, size, limit);
    }

    @Override
    public void unfaithful(CacheKey key, UnfaithfulValue value) {
        this.values.unfaithful(key, value);
    }

    @Override
    public void unreadable(CacheKey key, RuntimeException failure) {
        this.values.unreadable(key, failure);
    }

    @Override
    public void foreign(CacheKey key, String found, String expected) {
        this.values.foreign(key, found, expected);
    }

    @Override
    public void refreshRefused(CacheKey key) {
        warn(this.refused, key, null,
                () -> ("Renewing key '%s' of cache '%s' in the background was refused, because as many renewals as "
                        + "'stampede-safe.refresh.threads' and 'stampede-safe.refresh.queue' allow are under way")
                    .formatted(key.text(), key.cache()));
    }

    @Override
    public void refreshNeedsCaller(CacheKey key, LoadNeedsCallerException reason) {
        this.values.needsCaller(key, reason);
    }

    @Override
    public void leaseLost(CacheKey key) {
        debug(key, "The lease of key '%s' of cache '%s' was lost while its load ran");
    }

    /**
     * In an outage, which has lines of its own, and for a single command that was not
     * answered, this is for debugging. A command that is refused outside of an outage is
     * mostly a setting of the server, and nobody else tells of it.
     */
    @Override
    public void unavailable(CacheKey key, CacheUnavailableException failure) {
        if (!this.isOut && failure.reason() == CacheUnavailableException.Reason.REFUSED) {
            warn(this.unavailable, key, null, () -> "The cache could not be used: " + failure.getMessage());
        }
        logger.debug("The cache could not be used", failure);
    }

    @Override
    public void outageBegan(CacheUnavailableException failure) {
        this.isOut = true;
        logger.atWarn()
            .addKeyValue("reason", failure.reason())
            .log(("The cache is out of reach: %s. Until it is back, values are loaded without it, as "
                    + "'stampede-safe.redis.on-failure' says, and changes stay pending.")
                .formatted(failure.getMessage()));
    }

    @Override
    public void outageEnded(OutageSummary summary) {
        this.isOut = false;
        long millis = summary.lasted().toMillis();
        logger.atInfo()
            .addKeyValue("lastedMillis", millis)
            .addKeyValue("reads", summary.reads())
            .addKeyValue("pending", summary.pending())
            .addKeyValue("delivered", summary.delivered())
            .log("The cache is back after %d ms: %d reads were not answered, %d changes were pending, %d were delivered"
                .formatted(millis, summary.reads(), summary.pending(), summary.delivered()));
    }

    @Override
    public void undeliverable(UndeliverableChanges changes) {
        String message = switch (changes.fate()) {
            case CLEAR_INSTEAD ->
                "%d keys of cache '%s' were changed while it was out of reach, too many to stay pending. It "
                        + "is cleared instead when it is back.";
            case LOST -> "%d changes of cache '%s' could not be delivered before the application stopped. Other "
                    + "instances may serve the old values until they expire.";
        };
        logger.atWarn()
            .addKeyValue("cache", changes.cache())
            .addKeyValue("count", changes.changes())
            .log(message.formatted(changes.changes(), changes.cache()));
    }

    /** The text is made only for a line that is written. */
    private static void warn(Throttle throttle, CacheKey key, @Nullable Throwable failure, Supplier<String> text) {
        long others = throttle.pass();
        if (others >= 0) {
            String and = (others > 0) ? " (and %d more since the last such line)".formatted(others) : "";
            write(Level.WARN, key, others + 1, text.get() + and, failure);
        }
    }

    private static void debug(CacheKey key, String message) {
        if (logger.isDebugEnabled()) {
            write(Level.DEBUG, key, 1, message.formatted(key.text(), key.cache()), null);
        }
    }

    static void write(Level level, CacheKey key, long count, String text, @Nullable Throwable failure) {
        logger.atLevel(level)
            .addKeyValue("cache", key.cache())
            .addKeyValue("key", PrintableText.of(key.text()))
            .addKeyValue("count", count)
            .setCause(failure)
            .log(PrintableText.of(text));
    }

}
