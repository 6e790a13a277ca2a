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

package io.github.stampedesafe.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.Relay;

import static org.awaitility.Awaitility.await;

/** Several instances in processes of their own, and the Redis they share. */
final class Site implements AutoCloseable {

    static final String APPLICATION = "chaos";

    static final Duration LEASE = Duration.ofSeconds(2);

    /** How often a waiting instance looks without a signal. */
    static final Duration POLL = Duration.ofSeconds(1);

    static final Duration TIMEOUT = Duration.ofMillis(500);

    /** {@code load-deadline} of the cache {@code hung}. */
    static final Duration DEADLINE = Duration.ofSeconds(1);

    /** {@code wait-timeout} of the cache {@code crossed}. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What a machine that is busy with other things may add to any wait. */
    static final Duration MARGIN = Duration.ofMillis(400);

    private final Servers serving;

    private final List<String> options;

    private final List<AutoCloseable> resources;

    private final LoadLog loads = new LoadLog();

    private final List<Worker> workers = new ArrayList<>();

    private final @Nullable Relay relay;

    private final @Nullable RedisProcess redis;

    private @Nullable Census baseline;

    private int launched;

    private int probes;

    private Site(Servers serving, List<String> options, List<AutoCloseable> resources, @Nullable RedisProcess redis,
            @Nullable Relay relay) {
        this.serving = serving;
        this.options = options;
        this.resources = resources;
        this.redis = redis;
        this.relay = relay;
    }

    /**
     * Returns a site of three workers that all tests of a JVM share, and leave healthy.
     */
    static Site shared() {
        return Shared.SITE;
    }

    private static Site direct(int workers) {
        RedisProcess redis = RedisProcess.start();
        return new Site(new Servers(() -> List.of(redis)), port(redis.port()), List.of(redis), redis, null)
            .open(workers);
    }

    /** Opens a site with one server behind a relay. */
    static Site relayed(int workers) {
        RedisProcess redis = RedisProcess.start();
        Relay relay = Relay.to(redis.port());
        return new Site(new Servers(() -> List.of(redis)), port(relay.port()), List.of(relay, redis), redis, relay)
            .open(workers);
    }

    /**
     * Opens a site with servers of its own.
     * @param serving the servers that serve now
     * @param options tell the workers where the servers are
     * @param servers are closed with the site
     */
    static Site of(Servers serving, List<String> options, AutoCloseable servers, int workers) {
        return new Site(serving, options, List.of(servers), null, null).open(workers);
    }

    LoadLog loads() {
        return this.loads;
    }

    List<Worker> workers() {
        return this.workers;
    }

    Worker worker(int index) {
        return this.workers.get(index);
    }

    RedisProcess redis() {
        if (this.redis == null) {
            throw new IllegalStateException("This site has several servers");
        }
        return this.redis;
    }

    Relay relay() {
        if (this.relay == null) {
            throw new IllegalStateException("This site has no relay");
        }
        return this.relay;
    }

    Servers servers() {
        return this.serving;
    }

    /** Returns the census taken when everything that stays had been started. */
    Census baseline() {
        if (this.baseline == null) {
            throw new IllegalStateException("Nothing was started yet");
        }
        return this.baseline;
    }

    /** Takes the baseline anew. */
    void settle() {
        this.baseline = Census.of(this);
    }

    /** Lets so many callers on each worker ask for a key at once. */
    List<Reply> getEverywhere(String cache, String key, int callersEach) {
        List<CompletableFuture<List<Reply>>> all = this.workers.stream()
            .map((worker) -> worker.get(cache, key, callersEach))
            .toList();
        return all.stream().flatMap((replies) -> replies.join().stream()).toList();
    }

    /** Puts a new worker in the place of one that was killed. */
    void replace(Worker dead) {
        dead.close();
        this.workers.set(this.workers.indexOf(dead), launch());
        ready();
    }

    /**
     * Waits until the instances share a load again and hear each other's signals; returns
     * how long that took.
     */
    Duration awaitRecovery() {
        long start = System.nanoTime();
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> {
            String key = "probe" + this.probes++;
            List<Reply> replies = this.workers.stream().map((worker) -> worker.get("chaos", key)).toList();
            return replies.stream().allMatch(Reply::isValue)
                    && replies.stream().map(Reply::text).distinct().count() == 1
                    && this.serving.subscriptions() == this.workers.size();
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether nothing holds a key: neither a lease nor a fence is left of its loads. */
    boolean isUnheld(String cache, String key) {
        String entry = APPLICATION + ":{" + cache + ":" + key + "}";
        return this.serving.send("EXISTS", entry + ":lease", entry + ":fence").equals("0");
    }

    @Override
    public void close() {
        this.workers.forEach(Worker::close);
        for (AutoCloseable server : this.resources) {
            try {
                server.close();
            }
            catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    private Site open(int count) {
        try {
            Stream.generate(this::launch).limit(count).forEach(this.workers::add);
            ready();
            return this;
        }
        catch (RuntimeException ex) {
            close();
            throw ex;
        }
    }

    private Worker launch() {
        return Worker.launch("w" + this.launched++, this.options, this.loads);
    }

    /** Waits until all have started, connected, and done everything once. */
    private void ready() {
        this.workers.forEach((worker) -> worker.process().awaitReady());
        this.workers.forEach(Site::storeLargeValue);
        this.workers.forEach((worker) -> worker.evict("chaos", "first"));
        var unused = awaitRecovery();
        if (this.redis != null) {
            reconnect();
        }
        settle();
    }

    /** Starts the threads that clients start when they first lose a connection. */
    private void reconnect() {
        this.serving.send("CLIENT", "KILL", "TYPE", "normal");
        var unused = awaitRecovery();
        this.workers.forEach(Site::storeLargeValue);
    }

    /** Opens the connection that an instance makes for its first large value. */
    private static void storeLargeValue(Worker worker) {
        worker.script("first", "large");
        worker.get("chaos", "first");
        worker.script("first", "");
        worker.evict("chaos", "first");
    }

    private static List<String> port(int port) {
        return List.of("--spring.data.redis.port=" + port);
    }

    /** Ends with the JVM. */
    private static final class Shared {

        static final Site SITE = direct(3);

    }

}
