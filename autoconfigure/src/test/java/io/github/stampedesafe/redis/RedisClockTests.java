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
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

class RedisClockTests {

    private static final Instant LOCAL = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant REDIS = Instant.parse("2026-11-20T10:00:00.123456Z");

    /** Near its end: it may overflow. */
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);

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
    void stoppedFactoryIsNoError() {
        given(this.redis.getConnection()).willThrow(new IllegalStateException("stopped"));

        assertThat(this.clock.calibrate()).isFalse();
        assertThat(this.clock.instant()).isEqualTo(LOCAL);
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
