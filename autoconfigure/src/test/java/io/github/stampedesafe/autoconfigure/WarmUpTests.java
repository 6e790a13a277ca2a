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

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.event.OutageStatus.Circuit;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.outage.OnUndeliveredChange;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WarmUpTests {

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    private final FaultyEntryStore store = new FaultyEntryStore(this.shared);

    private final FaultyLeases leases = new FaultyLeases(new InMemoryLeases(this.shared));

    private final RecordingListener listener = new RecordingListener();

    private final OutageGuard guard = new OutageGuard(this.store, this.leases,
            new OutageGuard.Settings(OnUndeliveredChange.KEEP, 10), this.clock::nanoTime, this.listener);

    private final WarmUp warmUp = new WarmUp(this.store, this.leases, this.guard, this.clock::nanoTime,
            Duration.ofSeconds(8));

    @Test
    void goesTheWayOfAMiss() {
        this.warmUp.run();
        assertThat(this.listener.events()).isEmpty();
        assertThat(this.store.calls(Operation.ABANDON)).isOne();
    }

    @Test
    void aStoreThatIsAwayIsAnOutageAtOnce() {
        this.store.failBefore(Operation.GET, () -> new CacheUnavailableException("Redis did not carry out 'get'",
                new IllegalStateException("No connection to Redis at localhost:1")));
        assertUnavailable();
        assertThat(this.listener.events()).containsExactly("outageBegan No connection to Redis at localhost:1");
        assertThat(this.guard.status().store()).isEqualTo(Circuit.OPEN);
        assertThat(this.store.calls(Operation.GET)).isOne();
    }

    @Test
    void theFirstCallersDoNotFindOutAgain() {
        this.store.cut();
        assertUnavailable();
        int asked = this.store.calls(Operation.GET);
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> this.guard.store().get(new CacheKey("totals", "DE")));
        assertThat(this.store.calls(Operation.GET)).isEqualTo(asked);
        assertThat(this.listener.events()).hasSize(1);
        this.store.heal();
        this.guard.recover((signal) -> {
        });
        assertThat(this.guard.status().lasting()).isNull();
        assertThat(this.listener.events()).hasSize(2);
    }

    @Test
    void leasesThatAreAwayAreAnOutageOfTheLeases() {
        this.leases.failBefore(FaultyLeases.Operation.ACQUIRE);
        assertUnavailable();
        assertThat(this.guard.status().leases()).isEqualTo(Circuit.OPEN);
        assertThat(this.guard.status().store()).isEqualTo(Circuit.CLOSED);
        assertThat(this.listener.events()).hasSize(1);
    }

    @Test
    void anAnswerThatTakesLongIsWaitedFor() {
        this.store.failBefore(Operation.GET, () -> {
            this.clock.advance(Duration.ofMillis(500));
            return (this.store.calls(Operation.GET) < 5) ? slow() : null;
        });
        this.warmUp.run();
        assertThat(this.listener.events()).isEmpty();
    }

    @Test
    void anAnswerThatTakesLongerThanTheStartWaitsIsAnOutage() {
        this.store.failBefore(Operation.GET, () -> {
            this.clock.advance(Duration.ofMillis(500));
            return slow();
        });
        assertUnavailable();
        assertThat(this.store.calls(Operation.GET)).isEqualTo(17);
        assertThat(this.listener.events()).hasSize(1);
    }

    @Test
    void aRefusalIsNoOutage() {
        this.store.failBefore(Operation.GET, () -> new CacheUnavailableException(Reason.REFUSED, "NOPERM", null));
        assertUnavailable();
        assertThat(this.listener.events()).isEmpty();
    }

    @Test
    void theDriversExceptionsForSlowAnswersExist() {
        ClassLoader loader = WarmUp.class.getClassLoader();
        assertThat(SlowAnswer.OF_DRIVERS).isNotEmpty()
            .allSatisfy((name) -> assertThat(ClassUtils.isPresent(name, loader)).isTrue());
    }

    private void assertUnavailable() {
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(this.warmUp::run);
    }

    private static CacheUnavailableException slow() {
        return new CacheUnavailableException("Redis did not carry out 'get'", new TimeoutException());
    }

}
