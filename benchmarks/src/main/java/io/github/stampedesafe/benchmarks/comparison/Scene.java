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

package io.github.stampedesafe.benchmarks.comparison;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.github.stampedesafe.test.redis.RedisProcess;

/** What scenarios work with: the instances of one peer, Redis and the source. */
final class Scene implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final RedisProcess redis;

    private final SourceServer source;

    private final Supplier<Fleet> launcher;

    private final CommandCount commands;

    private String play = "";

    private Fleet fleet;

    /**
     * Starts the instances.
     * @param launcher starts them, now and again
     */
    Scene(RedisProcess redis, SourceServer source, Supplier<Fleet> launcher) {
        this.redis = redis;
        this.source = source;
        this.launcher = launcher;
        this.commands = new CommandCount(redis);
        this.fleet = launcher.get();
    }

    Fleet fleet() {
        return this.fleet;
    }

    SourceServer source() {
        return this.source;
    }

    /** Returns a key that no scenario has used. */
    String newKey() {
        return this.play + "k" + NUMBERS.incrementAndGet() + "-";
    }

    /** Plays a scenario and returns its figures. */
    Figures play(Scenario scenario) {
        this.play = "p" + NUMBERS.incrementAndGet() + "-";
        this.source.takes(Duration.ZERO);
        this.source.fails(false);
        this.fleet.expect(0);
        forget();
        settle();
        Answers answers = scenario.course().play(this);
        this.source.loads().awaitIdle(5_000);
        return Figures.of(answers, this.source.loads(), this.commands.count());
    }

    /**
     * Counts from here.
     * @param delay how long loads take from here
     */
    void start(Duration delay) {
        this.source.takes(delay);
        this.source.loads().reset(this.play);
        this.commands.reset();
    }

    /**
     * Clears the caches, or keys of the scenario before would be refreshed in the
     * background of this one.
     */
    private void forget() {
        try {
            this.fleet.clear(0, Lifetime.SHORT);
            this.fleet.clear(0, Lifetime.LONG);
        }
        catch (NotApplicableException ex) {
            // A peer that cannot clear refreshes nothing that nobody asks for.
        }
    }

    /**
     * Waits until all instances share what is cached, after a scenario that troubled
     * them.
     */
    private void settle() {
        for (int attempt = 0; attempt < 100; attempt++) {
            String key = newKey();
            this.fleet.wave(Lifetime.LONG, key);
            start(Duration.ZERO);
            if (this.fleet.wave(Lifetime.LONG, key).errors() == 0 && this.source.loads().begun() == 0) {
                return;
            }
            pass(100);
        }
        throw new IllegalStateException("The instances did not recover within 10 s from the scenario before");
    }

    /** Waits, while traffic flows. */
    void pass(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void freezeRedis() {
        this.redis.freeze();
    }

    void thawRedis() {
        this.redis.thaw();
    }

    void killRedis() {
        this.commands.beforeKill();
        this.redis.kill();
    }

    /** Starts the killed server again, on the same port and empty. */
    void startRedis() {
        this.redis.restart();
    }

    /** Kills all instances and starts new ones. */
    void restartFleet() {
        this.fleet.close();
        this.fleet = this.launcher.get();
    }

    /** Makes sure that nothing of a scenario that broke off is left. */
    void recover() {
        this.redis.thaw();
        this.redis.restart();
        restartFleet();
    }

    @Override
    public void close() {
        this.fleet.close();
    }

}
