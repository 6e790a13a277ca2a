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

package io.github.stampedesafe.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.store.StoreClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

class RedisClockTests {

    private static final Instant LOCAL = Instant.parse("2000-01-01T00:00:00Z");

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Near its end: it may overflow. */
    private static final long START = Long.MAX_VALUE - 1_000;

    private static final Instant REDIS = Instant.parse("2026-11-20T10:00:00.123456Z");

    private final AtomicLong nanoTime = new AtomicLong(START);

    private final AtomicInteger questions = new AtomicInteger();

    private Duration step = Duration.ZERO;

    private Duration travel = Duration.ZERO;

    private final RedisConnectionFactory redis = mock(RedisConnectionFactory.class, RETURNS_DEEP_STUBS);

    private final RedisClock clock = new RedisClock(this.redis, this.nanoTime::get, () -> LOCAL);

    @Test
    void beforeTheFirstCalibrationItIsTheOtherClock() {
        assertThat(this.clock.instant()).isEqualTo(LOCAL);
        assertThat(this.clock.millis()).isEqualTo(LOCAL.toEpochMilli());
    }

    @Test
    void timeIsAssumedInTheMiddleOfTheRoundTrip() {
        redisAnswersAfter(Duration.ofMillis(10), Duration.ofMillis(20));

        assertThat(this.clock.calibrate()).isTrue();

        Duration sinceTheFirstAnswer = Duration.ofMillis(4 * 20);
        assertThat(this.clock.instant()).isEqualTo(REDIS.plusMillis(5).plus(sinceTheFirstAnswer));
    }

    @Test
    void timeGoesOnWithTheMonotonicClock() {
        redisAnswersAfter(Duration.ZERO);
        this.clock.calibrate();

        this.nanoTime.addAndGet(Duration.ofHours(1).plusNanos(2_999).toNanos());

        assertThat(this.clock.instant()).isEqualTo(REDIS.plus(Duration.ofHours(1)).plusNanos(2_000));
        assertThat(this.clock.millis()).isEqualTo(REDIS.plus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void theTimeAtAMomentIsNotTheTimeNow() {
        assertThat(this.clock.microsAt(0)).isEqualTo(StoreClock.micros(LOCAL));
        redisAnswersAfter(Duration.ZERO);
        this.clock.calibrate();
        long moment = this.nanoTime.get();
        this.nanoTime.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(this.clock.microsAt(moment)).isEqualTo(StoreClock.micros(REDIS));
        assertThat(this.clock.microsAt(moment - 1)).isEqualTo(StoreClock.micros(REDIS) - 1);
    }

    @Test
    void quickestAnswerCounts() {
        redisAnswersAfter(Duration.ofMillis(50), Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofMillis(50),
                Duration.ofMillis(50));

        this.clock.calibrate();

        Duration sinceTheSecondAnswer = Duration.ofMillis(3 * 50);
        assertThat(this.clock.instant()).isEqualTo(REDIS.plusMillis(1).plus(sinceTheSecondAnswer));
    }

    @Test
    void laterCalibrationReplacesAnEarlierOne() {
        redisAnswersAfter(Duration.ZERO);
        this.clock.calibrate();
        this.nanoTime.addAndGet(Duration.ofHours(1).toNanos());

        this.clock.calibrate();

        assertThat(this.clock.instant()).isEqualTo(REDIS);
    }

    @Test
    void lastCalibrationStaysWhileRedisIsAway() {
        redisAnswersAfter(Duration.ZERO);
        this.clock.calibrate();
        given(this.redis.getConnection()).willThrow(new RedisConnectionFailureException("away"));

        assertThat(this.clock.calibrate()).isFalse();

        assertThat(this.clock.instant()).isEqualTo(REDIS);
    }

    @Test
    void aStepOfTheClockIsFollowedByTheNextLook() {
        for (Duration step : List.of(Duration.ofHours(-1), Duration.ofHours(1), Duration.ofMillis(-150))) {
            redisGoesOn();
            this.clock.calibrate();
            this.nanoTime.addAndGet(SECOND);
            this.step = this.step.plus(step);
            assertThat(this.clock.instant()).isEqualTo(redisTime().minus(step));

            this.clock.follow();

            assertThat(this.clock.instant()).as("after %s", step).isEqualTo(redisTime());
        }
    }

    @Test
    void aLookThatFindsNoStepIsOneQuestionAndChangesNothing() {
        redisGoesOn();
        this.clock.follow();
        assertThat(this.questions).hasValue(5);
        this.step = Duration.ofMillis(99);
        for (int i = 1; i < 10; i++) {
            this.nanoTime.addAndGet(SECOND);
            this.clock.follow();
            assertThat(this.questions).hasValue(5 + i);
        }
        assertThat(this.clock.instant()).isEqualTo(redisTime().minus(this.step));

        this.nanoTime.addAndGet(SECOND);
        this.clock.follow();

        assertThat(this.questions).as("ten seconds are over").hasValue(19);
        assertThat(this.clock.instant()).isEqualTo(redisTime());
    }

    @Test
    void aSlowAnswerIsNoStep() {
        redisGoesOn();
        this.clock.calibrate();
        this.travel = Duration.ofSeconds(2);

        this.clock.follow();

        assertThat(this.questions).hasValue(6);
    }

    @Test
    void aServerThatIsAwayIsAskedEveryTenSecondsOnly() {
        redisGoesOn();
        this.clock.follow();
        given(this.redis.getConnection()).willThrow(new RedisConnectionFailureException("away"));
        for (int i = 0; i < 20; i++) {
            this.nanoTime.addAndGet(SECOND);
            this.clock.follow();
        }
        then(this.redis).should(times(1 + 1 + 2 * 2)).getConnection();
    }

    @Test
    void stoppedFactoryIsNoError() {
        given(this.redis.getConnection()).willThrow(new IllegalStateException("stopped"));

        assertThat(this.clock.calibrate()).isFalse();
        assertThat(this.clock.instant()).isEqualTo(LOCAL);
    }

    /** The server's clock goes on, and takes the given steps. */
    private void redisGoesOn() {
        RedisConnection connection = mock(RedisConnection.class, RETURNS_DEEP_STUBS);
        given(connection.serverCommands().time(any(TimeUnit.class))).willAnswer((call) -> {
            this.questions.incrementAndGet();
            this.nanoTime.addAndGet(this.travel.toNanos());
            return call.<TimeUnit>getArgument(0).convert(Duration.between(Instant.EPOCH, redisTime()));
        });
        willReturn(connection).given(this.redis).getConnection();
    }

    private Instant redisTime() {
        return REDIS.plusNanos(this.nanoTime.get() - START).plus(this.step);
    }

    /** The server's own clock stands still; only the travel of its answers takes time. */
    private void redisAnswersAfter(Duration... roundTrips) {
        Queue<Duration> queue = new ArrayDeque<>(List.of(roundTrips));
        given(this.redis.getConnection().serverCommands().time(any(TimeUnit.class))).willAnswer((call) -> {
            Duration roundTrip = (queue.size() > 1) ? queue.remove() : queue.element();
            this.nanoTime.addAndGet(roundTrip.toNanos());
            return call.<TimeUnit>getArgument(0).convert(Duration.between(Instant.EPOCH, REDIS));
        });
    }

}
