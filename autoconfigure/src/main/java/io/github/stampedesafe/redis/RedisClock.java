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
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.store.StoreClock;

/**
 * Redis time, read without asking Redis: the time it said at the last {@link #calibrate
 * calibration}, and what passed since by the monotonic clock of this machine. Off by at
 * most half the round trip of the calibration and the drift between the two clocks since.
 * Before the first calibration it is another clock's time.
 * <p>
 * Thread-safe. Only {@code calibrate} waits.
 */
public final class RedisClock implements StoreClock {

    private static final int SAMPLES = 5;

    /** By how much a clock may run wrong between two looks without having been set. */
    private static final long STEP_MICROS = 100_000;

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final RedisConnectionFactory connectionFactory;

    private final LongSupplier nanoTime;

    private final InstantSource fallback;

    private volatile @Nullable Sample calibration;

    private volatile @Nullable Long asked;

    private volatile boolean answers;

    /**
     * Creates the clock. It does not ask Redis yet.
     * @param connectionFactory where Redis is, and how long to wait for it
     * @param nanoTime measures durations, as {@link System#nanoTime()} does
     * @param fallback the time before the first calibration
     */
    public RedisClock(RedisConnectionFactory connectionFactory, LongSupplier nanoTime, InstantSource fallback) {
        this.connectionFactory = connectionFactory;
        this.nanoTime = nanoTime;
        this.fallback = fallback;
    }

    /**
     * Asks Redis for its time, a few times in a row, and goes by the quickest answer:
     * Redis said it somewhere between question and answer, and the middle is assumed.
     * @return whether Redis answered; if not, the last calibration stays
     */
    public boolean calibrate() {
        this.asked = this.nanoTime.getAsLong();
        return ask((connection) -> {
            Sample best = sample(connection);
            for (int i = 1; i < SAMPLES; i++) {
                Sample next = sample(connection);
                best = (next.roundTrip() < best.roundTrip()) ? next : best;
            }
            this.calibration = best;
        });
    }

    /**
     * Calibrates, if that was ten seconds ago; else asks once whether the clock of Redis
     * was set, and calibrates if so. To be called every second: until a step is noticed,
     * entries are judged by the time before it. While Redis does not answer it is asked
     * every ten seconds only.
     */
    public void follow() {
        Long last = this.asked;
        if (last == null || this.nanoTime.getAsLong() - last >= PERIOD.toNanos()) {
            // The first connection of a cold JVM may take longer than one attempt waits.
            if (!calibrate()) {
                calibrate();
            }
            return;
        }
        Sample known = this.calibration;
        if (known != null && this.answers) {
            boolean[] wasSet = { false };
            ask((connection) -> wasSet[0] = wasSet(known, sample(connection)));
            if (wasSet[0]) {
                calibrate();
            }
        }
    }

    private static boolean wasSet(Sample before, Sample now) {
        long passed = Math.floorDiv(now.nanoTime() - before.nanoTime(), 1_000);
        long error = (before.roundTrip() + now.roundTrip()) / 2_000;
        return Math.abs(now.micros() - before.micros() - passed) > error + STEP_MICROS;
    }

    private boolean ask(Consumer<RedisConnection> question) {
        this.answers = false;
        try (RedisConnection connection = this.connectionFactory.getConnection()) {
            question.accept(connection);
            this.answers = true;
            return true;
        }
        // The factory of an application that is shutting down throws an illegal state.
        catch (DataAccessException | IllegalStateException ex) {
            return false;
        }
    }

    @Override
    public Instant instant() {
        Sample sample = this.calibration;
        return (sample != null) ? instant(micros(sample, this.nanoTime.getAsLong())) : this.fallback.instant();
    }

    @Override
    public long microsAt(long nanoTime) {
        Sample sample = this.calibration;
        return (sample != null) ? micros(sample, nanoTime) : StoreClock.micros(this.fallback.instant());
    }

    @Override
    public long millis() {
        return Math.floorDiv(microsAt(this.nanoTime.getAsLong()), 1_000);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }

    private static long micros(Sample sample, long nanoTime) {
        return sample.micros() + Math.floorDiv(nanoTime - sample.nanoTime(), 1_000);
    }

    private Sample sample(RedisConnection connection) {
        long begin = this.nanoTime.getAsLong();
        long micros = Objects.requireNonNull(connection.serverCommands().time(TimeUnit.MICROSECONDS));
        long roundTrip = this.nanoTime.getAsLong() - begin;
        return new Sample(micros, begin + roundTrip / 2, roundTrip);
    }

    private record Sample(long micros, long nanoTime, long roundTrip) {
    }

}
