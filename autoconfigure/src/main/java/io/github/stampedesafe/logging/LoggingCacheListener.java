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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.CacheListener;
import io.github.stampedesafe.core.CacheUnavailableException;
import io.github.stampedesafe.core.LoadCause;
import io.github.stampedesafe.core.OutageSummary;
import io.github.stampedesafe.core.UndeliverableChanges;

/**
 * Logs what an operator has to know, and not each time it happens. What a caller is told
 * by an exception is left to the caller; hits, misses and contention are no news.
 */
public final class LoggingCacheListener implements CacheListener {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Log logger = LogFactory.getLog(LoggingCacheListener.class);

    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    private final Set<String> unwritable = ConcurrentHashMap.newKeySet();

    private final Throttle unavailable;

    private volatile boolean isOut;

    private final Throttle refused;

    private final Throttle failed;

    private final Throttle loadsRefused;

    /**
     * Creates the listener.
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     */
    public LoggingCacheListener(LongSupplier nanoTime) {
        this.unavailable = new Throttle(nanoTime, INTERVAL);
        this.refused = new Throttle(nanoTime, INTERVAL);
        this.failed = new Throttle(nanoTime, INTERVAL);
        this.loadsRefused = new Throttle(nanoTime, INTERVAL);
    }

    /** Only a renewal in the background has nobody else to tell. */
    @Override
    public void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
        if (cause == LoadCause.EARLY || cause == LoadCause.STALE || cause == LoadCause.RECOMPUTE) {
            long others = this.failed.pass();
            if (others >= 0) {
                logger.warn("Renewing key '%s' of cache '%s' in the background failed%s".formatted(key.text(),
                        key.cache(), and(others)), failure);
            }
        }
    }

    @Override
    public void loadRefused(CacheKey key) {
        long others = this.loadsRefused.pass();
        if (others >= 0) {
            logger.warn(("Loading key '%s' of cache '%s' was refused, because as many loads of the cache as its "
                    + "'max-concurrent-loads' and 'max-waiting-loads' allow run and wait%s")
                .formatted(key.text(), key.cache(), and(others)));
        }
    }

    @Override
    public void loadOverdue(CacheKey key, Duration deadline) {
        logger.warn("A load of key '%s' of cache '%s' exceeded its deadline of %d ms and was given up; it may go on"
            .formatted(key.text(), key.cache(), deadline.toMillis()));
    }

    @Override
    public void publishRefused(CacheKey key) {
        logger.debug("A loaded value of key '%s' of cache '%s' was not stored, because the key was changed meanwhile"
            .formatted(key.text(), key.cache()));
    }

    @Override
    public void outdated(CacheKey key) {
        logger.debug("A write of key '%s' of cache '%s' was ignored, because a higher version is stored"
            .formatted(key.text(), key.cache()));
    }

    @Override
    public void unwritable(CacheKey key, RuntimeException failure) {
        oncePerCache(this.unwritable, key, "A value of key '%s' of cache '%s' could not be written and was not stored",
                failure);
    }

    @Override
    public void unreadable(CacheKey key, RuntimeException failure) {
        oncePerCache(this.unreadable, key,
                "What is stored for key '%s' of cache '%s' could not be read and is loaded " + "again", failure);
    }

    @Override
    public void renewalRefused(CacheKey key) {
        long others = this.refused.pass();
        if (others >= 0) {
            logger.warn(("Renewing key '%s' of cache '%s' in the background was refused, because as many renewals as "
                    + "'stampede-safe.refresh.threads' and 'stampede-safe.refresh.queue' allow are under way%s")
                .formatted(key.text(), key.cache(), and(others)));
        }
    }

    @Override
    public void leaseLost(CacheKey key) {
        logger.debug(
                "The lease of key '%s' of cache '%s' was lost while its load ran".formatted(key.text(), key.cache()));
    }

    /**
     * In an outage, which has lines of its own, and for a single command that was not
     * answered, this is for debugging. A command that is refused outside of an outage is
     * mostly a setting of the server, and nobody else tells of it.
     */
    @Override
    public void unavailable(CacheKey key, CacheUnavailableException failure) {
        boolean isNews = !this.isOut && failure.reason() == CacheUnavailableException.Reason.REFUSED;
        long others = isNews ? this.unavailable.pass() : -1;
        if (others >= 0) {
            logger.warn("The cache could not be used: %s%s".formatted(failure.getMessage(), and(others)));
        }
        logger.debug("The cache could not be used", failure);
    }

    @Override
    public void outageBegan(CacheUnavailableException failure) {
        this.isOut = true;
        logger.warn(("The cache is out of reach: %s. Until it is back, values are loaded without it, as "
                + "'stampede-safe.redis.on-failure' says, and changes are kept.")
            .formatted(failure.getMessage()));
    }

    @Override
    public void outageEnded(OutageSummary summary) {
        this.isOut = false;
        logger.info("The cache is back after %d ms: %d reads were not answered, %d changes were kept, %d delivered"
            .formatted(summary.lasted().toMillis(), summary.reads(), summary.kept(), summary.delivered()));
    }

    @Override
    public void undeliverable(UndeliverableChanges changes) {
        String message = switch (changes.fate()) {
            case CLEAR_INSTEAD ->
                "%d keys of cache '%s' were changed while it was out of reach, too many to be kept. It "
                        + "is cleared instead when it is back.";
            case LOST -> "%d changes of cache '%s' could not be delivered before the application stopped. Other "
                    + "instances may serve the old values until they expire.";
        };
        logger.warn(message.formatted(changes.changes(), changes.cache()));
    }

    private static void oncePerCache(Set<String> logged, CacheKey key, String message, RuntimeException failure) {
        if (logged.add(key.cache())) {
            logger.warn((message + " (further ones of this cache are logged at DEBUG): %s").formatted(key.text(),
                    key.cache(), failure.getMessage()), failure);
        }
        else if (logger.isDebugEnabled()) {
            logger.debug((message + ": %s").formatted(key.text(), key.cache(), failure.getMessage()));
        }
    }

    private static String and(long others) {
        return (others > 0) ? " (and %d more since the last such line)".formatted(others) : "";
    }

}
