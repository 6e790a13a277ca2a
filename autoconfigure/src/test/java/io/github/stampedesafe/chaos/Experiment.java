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
import java.util.concurrent.TimeUnit;

/**
 * The same course of events for every trouble: a load is under way when it begins; then
 * callers on every instance ask for an absent key, one more asks again, and a stored key
 * is evicted; then it ends, and the instances have to find together again.
 */
final class Experiment {

    static final Duration LOAD = Duration.ofMillis(200);

    static final int CALLERS = 4;

    private static final String CACHE = "chaos";

    private final Site site;

    private final String name;

    Experiment(Site site, String name) {
        this.site = site;
        this.name = name;
    }

    /** Goes through the course of events with a trouble of the site's one server. */
    Observation run(Trouble trouble) {
        return run(() -> trouble.begin(this.site), () -> trouble.end(this.site));
    }

    /**
     * Goes through the course of events.
     * @param begin begins the trouble
     * @param end ends it, and returns when the server can be used again
     */
    Observation run(Runnable begin, Runnable end) {
        String old = share(key("warm"));
        this.site.workers().forEach((worker) -> worker.script(key("cold"), "millis=" + LOAD.toMillis()));
        Worker first = this.site.worker(0);
        first.script(key("flying"), "held");
        Census before = Census.of(this.site);
        List<CompletableFuture<List<Reply>>> flying = new ArrayList<>();
        flying.add(first.get(CACHE, key("flying"), 1));
        this.site.loads().awaitLoads(key("flying"), 1);
        flying.add(first.get(CACHE, key("flying"), CALLERS - 1));
        first.awaitWaiting(CALLERS - 1);
        List<Reply> inFlight;
        List<Reply> cold;
        Observation.Again again;
        Reply evict;
        int loads;
        try {
            begin.run();
            inFlight = land(first, flying);
            cold = this.site.getEverywhere(CACHE, key("cold"), CALLERS);
            loads = mostLoads(key("cold"));
            again = again(first, key("cold"));
            evict = first.evict(CACHE, key("warm"));
        }
        finally {
            end.run();
        }
        Duration recovery = this.site.awaitRecovery();
        boolean isHonoured = this.site.getEverywhere(CACHE, key("warm"), 1)
            .stream()
            .noneMatch((reply) -> reply.text().equals(old));
        return new Observation(inFlight, cold, evict, again, loads, mostAtOnce(), recovery, isHonoured, before,
                Census.settled(this.site));
    }

    /** Lets a load go on, and returns what each caller waited from then on. */
    private List<Reply> land(Worker worker, List<CompletableFuture<List<Reply>>> flying) {
        long start = System.nanoTime();
        worker.release(key("flying"));
        List<Reply> replies = new ArrayList<>();
        for (CompletableFuture<List<Reply>> some : flying) {
            for (Reply reply : some.join()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                replies.add(new Reply(millis, reply.kind(), reply.text()));
            }
        }
        return replies;
    }

    private Observation.Again again(Worker worker, String key) {
        int before = this.site.loads().loads(worker, key);
        Reply reply = worker.get(CACHE, key);
        return new Observation.Again(reply, this.site.loads().loads(worker, key) - before);
    }

    /** Returns a value that all workers were served. */
    private String share(String key) {
        List<Reply> replies = this.site.getEverywhere(CACHE, key, 1);
        if (replies.stream().map(Reply::text).distinct().count() != 1 || !replies.get(0).isValue()) {
            throw new IllegalStateException("The instances do not share " + key + ": " + replies);
        }
        return replies.get(0).text();
    }

    private int mostLoads(String key) {
        return this.site.workers().stream().mapToInt((worker) -> this.site.loads().loads(worker, key)).max().orElse(0);
    }

    private int mostAtOnce() {
        return this.site.workers()
            .stream()
            .mapToInt((worker) -> Math.max(this.site.loads().mostAtOnce(worker, key("cold")),
                    this.site.loads().mostAtOnce(worker, key("flying"))))
            .max()
            .orElse(0);
    }

    private String key(String part) {
        return this.name + "-" + part;
    }

}
