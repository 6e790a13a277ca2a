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

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.ValueEvent.Foreign;
import io.github.stampedesafe.event.ValueEvent.Oversized;
import io.github.stampedesafe.event.ValueEvent.Unfaithful;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.event.ValueEvent.Unwritable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines about values that cannot be stored, or that are not what was stored. */
class LoggedValueEventsTests {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private static final CacheKey FR = new CacheKey("totals", "FR");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final LoggingCacheListener listener = new LoggingCacheListener(this.now::get);

    private final LogRecorder log = new LogRecorder(LoggingCacheListener.class, Level.DEBUG);

    @AfterEach
    void stopRecording() {
        this.log.close();
    }

    @Test
    void whatCannotBeReadIsAWarningOncePerCache() {
        this.listener.onEvent(new Unreadable(DE, new PayloadException("No total", null)));
        this.listener.onEvent(new Unreadable(FR, new PayloadException("No total", null)));
        this.listener.onEvent(new Unreadable(new CacheKey("orders", "1"), new PayloadException("No order", null)));
        assertThat(this.log.lines()).containsExactly(
                "WARN What is stored for key 'DE' of cache 'totals' could not be read and is loaded again (further ones of "
                        + "this cache are logged at DEBUG): No total",
                "DEBUG What is stored for key 'FR' of cache 'totals' could not be read and is loaded again: No total",
                "WARN What is stored for key '1' of cache 'orders' could not be read and is loaded again (further ones of "
                        + "this cache are logged at DEBUG): No order");
    }

    @Test
    void aValueOfAnotherTypeIsAWarningOncePerCacheThatNamesBothTypes() {
        this.listener.onEvent(new Foreign(DE, "'UserView'", "'OrderView'"));
        this.listener.onEvent(new Foreign(FR, "'UserView'", "'OrderView'"));
        assertThat(this.log.lines()).containsExactly(
                "WARN What is stored for key 'DE' of cache 'totals' is of another type and is loaded again (further ones of "
                        + "this cache are logged at DEBUG): it holds 'UserView', and 'OrderView' is asked for. Give types "
                        + "that share keys caches of their own, unless they are one type in two releases.",
                "DEBUG What is stored for key 'FR' of cache 'totals' is of another type and is loaded again: it holds "
                        + "'UserView', and 'OrderView' is asked for. Give types that share keys caches of their own, "
                        + "unless they are one type in two releases.");
    }

    @Test
    void aValueThatIsTooLargeIsAWarningOncePerCacheThatNamesItsSize() {
        this.listener.onEvent(new Oversized(DE, new ByteSize(15_000_000), ByteSize.ofMegabytes(4)));
        this.listener.onEvent(new Oversized(FR, new ByteSize(5_000_000), ByteSize.ofMegabytes(4)));
        assertThat(this.log.lines()).hasSize(2)
            .first()
            .isEqualTo(
                    "WARN A value of key 'DE' of cache 'totals' is larger than its 'max-entry-size' and was not stored "
                            + "(further ones of this cache are logged at DEBUG): it has 15000000 bytes, the limit is 4MB. Raise "
                            + "the limit, set 'compress-above', or cache smaller values.");
    }

    @Test
    void aValueThatDoesNotComeBackIsAWarningOncePerMethodThatNamesTheDifference() {
        for (CacheKey key : List.of(DE, FR)) {
            this.listener.onEvent(new Unfaithful(key, "Orders.totals(String)", ".items[0].name",
                    "java.lang.String came back as null", "Keep it.", false));
        }
        this.listener.onEvent(new Unfaithful(FR, "", "", "lost its comparator", "Return a list.", true));
        assertThat(this.log.lines()).containsExactly(
                "WARN What Orders.totals(String) returns for key 'DE' of cache 'totals' does not come back from the cache as "
                        + "it was loaded and is not stored: '.items[0].name': java.lang.String came back as null. Keep it.",
                "DEBUG What Orders.totals(String) returns for key 'FR' of cache 'totals' does not come back from the cache as "
                        + "it was loaded and is not stored: '.items[0].name': java.lang.String came back as null. Keep it.",
                "WARN A value for key 'FR' of cache 'totals' does not come back from the cache as it was loaded and is "
                        + "stored all the same: lost its comparator. Return a list.");
    }

    @Test
    void whatCannotBeWrittenIsAWarningOncePerCache() {
        this.listener.onEvent(new Unwritable(DE, new PayloadException("No JSON", null)));
        this.listener.onEvent(new Unwritable(FR, new PayloadException("No JSON", null)));
        assertThat(this.log.lines()).containsExactly(
                "WARN A value of key 'DE' of cache 'totals' could not be written and was not stored, so that calls are "
                        + "not cached (further ones of this cache are logged at DEBUG): No JSON",
                "DEBUG A value of key 'FR' of cache 'totals' could not be written and was not stored, so that calls are not cached: No JSON");
    }

}
