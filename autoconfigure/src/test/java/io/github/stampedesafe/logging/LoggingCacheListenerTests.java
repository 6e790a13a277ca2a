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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.ChangeEvent.CacheCleared;
import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.LeaseLost;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.LoadOverdue;
import io.github.stampedesafe.event.LoadEvent.LoadRefused;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.event.LoadEvent.RefreshNeedsCaller;
import io.github.stampedesafe.event.LoadEvent.RefreshRefused;
import io.github.stampedesafe.event.OutageEvent.OutageBegan;
import io.github.stampedesafe.event.OutageEvent.OutageEnded;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.OutageEvent.Undeliverable;
import io.github.stampedesafe.event.OutageEvent.Undeliverable.Fate;
import io.github.stampedesafe.event.ValueEvent.PublishRefused;
import io.github.stampedesafe.event.WaitEvent.Followed;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;
import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingCacheListenerTests {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private static final CacheKey FR = new CacheKey("totals", "FR");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final LoggingCacheListener listener = new LoggingCacheListener(this.now::get);

    private final Logger logger = (Logger) LoggerFactory.getLogger(LoggingCacheListener.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void record() {
        this.log.start();
        this.logger.addAppender(this.log);
        this.logger.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopRecording() {
        this.logger.detachAppender(this.log);
        this.logger.setLevel(null);
    }

    @Test
    void hitsMissesAndChangesAreNotLogged() {
        this.listener.hit(DE, Freshness.STALE);
        this.listener.miss(DE);
        this.listener.onEvent(new Followed(DE, Duration.ofSeconds(1)));
        this.listener.onEvent(new Loaded(DE, LoadCause.MISS, Duration.ofSeconds(1)));
        this.listener.onEvent(new Put(DE));
        this.listener.onEvent(new Evicted(DE));
        this.listener.onEvent(new CacheCleared("totals"));
        assertThat(this.log.list).isEmpty();
    }

    @Test
    void aKeyWithALineBreakForgesNoLine() {
        CacheKey forged = new CacheKey("totals", "DE\nINFO all is well");
        this.listener.onEvent(new LeaseLost(forged));
        assertThat(lines()).containsExactly(
                "DEBUG The lease of key 'DE\\u000aINFO all is well' of cache 'totals' was lost while its load ran");
        assertThat(this.log.list.get(0).getKeyValuePairs()).extracting((pair) -> pair.value)
            .contains("DE\\u000aINFO all is well");
    }

    @Test
    void anOutageIsOneWarningAndOneLineAtItsEnd() {
        this.logger.setLevel(Level.INFO);
        CacheUnavailableException failure = new CacheUnavailableException("No answer to 'get'", null);
        CacheUnavailableException refusal = new CacheUnavailableException(Reason.REFUSED, "READONLY", null);
        this.listener.onEvent(new Unavailable(DE, failure));
        this.listener.onEvent(new OutageBegan(failure));
        this.listener.onEvent(new Unavailable(DE, failure));
        this.listener.onEvent(new Unavailable(FR, refusal));
        this.listener.onEvent(new OutageEnded(Duration.ofMillis(1234), 4, 3, 2));
        assertThat(lines()).containsExactly(
                "WARN The cache is out of reach: No answer to 'get'. Until it is back, values are loaded without it, as "
                        + "'stampede-safe.redis.on-failure' says, and changes stay pending.",
                "INFO The cache is back after 1234 ms: 4 reads were not answered, 3 changes were pending, 2 were delivered");
    }

    @Test
    void whatIsRefusedOutsideOfAnOutageIsAWarningEveryTenSecondsThatCountsTheOthers() {
        this.logger.setLevel(Level.INFO);
        CacheUnavailableException refusal = new CacheUnavailableException(Reason.REFUSED, "OOM", null);
        this.listener.onEvent(new Unavailable(DE, refusal));
        this.listener.onEvent(new Unavailable(DE, refusal));
        this.now.addAndGet(Duration.ofMillis(9_999).toNanos());
        this.listener.onEvent(new Unavailable(FR, refusal));
        this.now.addAndGet(Duration.ofMillis(1).toNanos());
        this.listener.onEvent(new Unavailable(FR, refusal));
        assertThat(lines()).containsExactly("WARN The cache could not be used: OOM",
                "WARN The cache could not be used: OOM (and 2 more since the last such line)");
    }

    @Test
    void changesThatAreNotDeliveredAreAWarning() {
        this.listener.onEvent(new Undeliverable("totals", 10_001, Fate.CLEAR_INSTEAD));
        this.listener.onEvent(new Undeliverable("totals", 7, Fate.LOST));
        assertThat(lines()).containsExactly(
                "WARN 10001 keys of cache 'totals' were changed while it was out of reach, too many to stay pending. It is "
                        + "cleared instead when it is back.",
                "WARN 7 changes of cache 'totals' could not be delivered before the application stopped. Other instances "
                        + "may serve the old values until they expire.");
    }

    @Test
    void refusedRefreshesAreAWarningEveryTenSecondsThatCountsTheOthers() {
        this.listener.onEvent(new RefreshRefused(DE));
        this.listener.onEvent(new RefreshRefused(DE));
        this.now.addAndGet(Duration.ofSeconds(10).toNanos());
        this.listener.onEvent(new RefreshRefused(FR));
        assertThat(lines()).containsExactly(
                "WARN Refreshing key 'DE' of cache 'totals' in the background was refused, because as many refreshes as "
                        + "'stampede-safe.refresh.threads' and 'stampede-safe.refresh.queue' allow are under way",
                "WARN Refreshing key 'FR' of cache 'totals' in the background was refused, because as many refreshes as "
                        + "'stampede-safe.refresh.threads' and 'stampede-safe.refresh.queue' allow are under way (and 1 "
                        + "more since the last such line)");
    }

    @Test
    void refusedLoadsAreAWarningEveryTenSecondsThatCountsTheOthers() {
        this.listener.onEvent(new LoadWaited(DE, Duration.ofSeconds(1)));
        this.listener.onEvent(new LoadRefused(DE));
        this.listener.onEvent(new LoadRefused(DE));
        this.listener.onEvent(new RefreshRefused(DE));
        this.now.addAndGet(Duration.ofSeconds(10).toNanos());
        this.listener.onEvent(new LoadRefused(FR));
        assertThat(lines()).hasSize(3)
            .contains(
                    "WARN Loading key 'DE' of cache 'totals' was refused, because as many loads of the cache as its "
                            + "'max-concurrent-loads' and 'max-waiting-loads' allow run and wait",
                    "WARN Loading key 'FR' of cache 'totals' was refused, because as many loads of the cache as its "
                            + "'max-concurrent-loads' and 'max-waiting-loads' allow run and wait (and 1 more since the "
                            + "last such line)");
    }

    @Test
    void aFailedLoadIsLoggedOnlyWhereNoCallerIsToldOfIt() {
        IllegalStateException failure = new IllegalStateException("No database");
        this.listener.onEvent(new LoadFailed(DE, LoadCause.MISS, failure, Duration.ZERO));
        this.listener.onEvent(new LoadFailed(DE, LoadCause.OUTAGE, failure, Duration.ZERO));
        assertThat(lines()).isEmpty();
        this.listener.onEvent(new LoadFailed(DE, LoadCause.STALE, failure, Duration.ZERO));
        this.listener.onEvent(new LoadFailed(FR, LoadCause.EARLY, failure, Duration.ZERO));
        this.now.addAndGet(Duration.ofSeconds(10).toNanos());
        this.listener.onEvent(new LoadFailed(FR, LoadCause.EARLY, failure, Duration.ZERO));
        assertThat(lines()).containsExactly("WARN Refreshing key 'DE' of cache 'totals' in the background failed",
                "WARN Refreshing key 'FR' of cache 'totals' in the background failed (and 1 more since the last such line)");
    }

    @Test
    void overdueLoadsAreAWarningEveryTenSecondsThatCountsTheOthers() {
        this.listener.onEvent(new LoadOverdue(DE, Duration.ofSeconds(2)));
        this.listener.onEvent(new LoadOverdue(DE, Duration.ofSeconds(2)));
        this.now.addAndGet(Duration.ofSeconds(10).toNanos());
        this.listener.onEvent(new LoadOverdue(FR, Duration.ofSeconds(3)));
        assertThat(lines()).containsExactly(
                "WARN A load of key 'DE' of cache 'totals' exceeded its deadline of 2000 ms and was given up; it may go on",
                "WARN A load of key 'FR' of cache 'totals' exceeded its deadline of 3000 ms and was given up; it may go on "
                        + "(and 1 more since the last such line)");
    }

    @Test
    void aRecomputeThatFailsAgainAndAgainIsOneLineEveryTenSeconds() {
        IllegalStateException failure = new IllegalStateException("No database");
        for (int i = 0; i < 5; i++) {
            this.listener.onEvent(new LoadFailed(DE, LoadCause.RECOMPUTE, failure, Duration.ZERO));
        }
        assertThat(lines()).containsExactly("WARN Refreshing key 'DE' of cache 'totals' in the background failed");
        assertThat(this.log.list.get(0).getThrowableProxy().getMessage()).isEqualTo("No database");
    }

    @Test
    void aRefreshThatIsLeftToCallersIsOneLineForEachCause() {
        LoadNeedsCallerException tenants = new LoadNeedsCallerException("The key reads '@tenants'.", null);
        this.listener.onEvent(new RefreshNeedsCaller(DE, tenants));
        this.listener.onEvent(new RefreshNeedsCaller(FR, tenants));
        this.listener.onEvent(new RefreshNeedsCaller(FR,
                new LoadNeedsCallerException("It needs a request.", new IllegalStateException("No request"))));
        assertThat(lines()).containsExactly(
                "WARN Key 'DE' of cache 'totals' is not refreshed in the background, but by a caller when it is due "
                        + "(further ones for this cause are logged at DEBUG): The key reads '@tenants'.",
                "DEBUG Key 'FR' of cache 'totals' is not refreshed in the background, but by a caller when it is due: "
                        + "The key reads '@tenants'.",
                "WARN Key 'FR' of cache 'totals' is not refreshed in the background, but by a caller when it is due "
                        + "(further ones for this cause are logged at DEBUG): It needs a request.");
        assertThat(this.log.list.get(2).getThrowableProxy().getMessage()).isEqualTo("No request");
    }

    @Test
    void whatALineSaysIsInItsFieldsToo() {
        this.listener.onEvent(new RefreshRefused(DE));
        this.listener.onEvent(new RefreshRefused(DE));
        this.now.addAndGet(Duration.ofSeconds(10).toNanos());
        this.listener.onEvent(new RefreshRefused(FR));
        this.listener.onEvent(new OutageEnded(Duration.ofMillis(1234), 4, 3, 2));
        assertThat(this.log.list).map((event) -> String.valueOf(event.getKeyValuePairs()))
            .containsExactly("[cache=\"totals\", key=\"DE\", count=\"1\"]",
                    "[cache=\"totals\", key=\"FR\", count=\"2\"]",
                    "[lastedMillis=\"1234\", reads=\"4\", pending=\"3\", delivered=\"2\"]");
    }

    @Test
    void contentionIsOnlyForDebugging() {
        this.listener.onEvent(new LeaseLost(DE));
        this.listener.onEvent(new PublishRefused(DE));
        assertThat(lines()).containsExactly("DEBUG The lease of key 'DE' of cache 'totals' was lost while its load ran",
                "DEBUG A loaded value of key 'DE' of cache 'totals' was not stored, because the key was changed meanwhile");
    }

    private List<String> lines() {
        return this.log.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

}
