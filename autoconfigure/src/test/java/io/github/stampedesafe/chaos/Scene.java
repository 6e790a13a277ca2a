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
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One key whose load gets into trouble, and what was there before. */
final class Scene {

    private final Site site;

    private final String cache;

    private final String key;

    private final Census before;

    Scene(Site site, String cache, String key) {
        this.site = site;
        this.cache = cache;
        this.key = key;
        this.before = Census.of(site);
    }

    /**
     * Lets callers of a worker ask for the key, and waits until one of them loads and the
     * others wait for it. The load goes on when it is released.
     */
    CompletableFuture<List<Reply>> lead(Worker worker, int callers) {
        return lead(worker, callers, "held");
    }

    /**
     * Lets callers of a worker ask for the key, and waits until one of them loads and the
     * others wait for it.
     * @param script what the load does, in the words of {@link Script#of}
     */
    CompletableFuture<List<Reply>> lead(Worker worker, int callers, String script) {
        worker.script(this.key, script);
        CompletableFuture<List<Reply>> replies = worker.get(this.cache, this.key, callers);
        this.site.loads().awaitLoads(this.key, 1);
        worker.awaitWaiting(callers - 1);
        return replies;
    }

    /**
     * Lets callers of each worker ask for the key, too, and waits until all of them wait
     * for the load.
     */
    List<CompletableFuture<List<Reply>>> follow(List<Worker> workers, int callersEach) {
        List<CompletableFuture<List<Reply>>> replies = workers.stream()
            .map((worker) -> worker.get(this.cache, this.key, callersEach))
            .toList();
        workers.forEach((worker) -> worker.awaitWaiting(callersEach));
        return replies;
    }

    int loads() {
        return this.site.loads().loads(this.key);
    }

    /** Waits until nothing is left of the trouble, and returns its line. */
    Row row(String done, List<Reply> replies, Duration recovery) {
        return new Row(done, Row.kinds(replies), Row.longest(replies), loads() + " in all", Row.rounded(recovery),
                this.before, Census.settled(this.site));
    }

    static List<Reply> join(List<CompletableFuture<List<Reply>>> replies) {
        return replies.stream().flatMap((some) -> some.join().stream()).toList();
    }

}
