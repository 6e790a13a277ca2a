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

package io.github.stampedesafe.simulation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.key.CacheKey;

/**
 * The load of several keys, which one call of the method brings.
 *
 * @param source what is cached
 * @param node the instance that loads
 * @param holdsThread whether its runs hold a thread
 */
record SeveralLoad(Source source, Node node, boolean holdsThread) implements BulkLoad {

    @Override
    public Map<CacheKey, ? extends @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        List<LoadRun> runs = begin(keys);
        try {
            this.source.read(runs.get(0));
            readVersions(runs);
            if (Thread.currentThread().isInterrupted() && world().scheduler.random.nextBoolean()) {
                throw new InterruptedException();
            }
            return values(runs);
        }
        finally {
            runs.forEach(this.source::end);
        }
    }

    @Override
    public CompletionStage<? extends @Nullable Object> start(List<CacheKey> keys) {
        return this.holdsThread ? BulkLoad.super.start(keys) : work(keys);
    }

    private Work work(List<CacheKey> keys) {
        List<LoadRun> runs = begin(keys);
        Work work = new Work(() -> runs.forEach((run) -> {
            run.isCancelled = true;
            this.source.end(run);
        }));
        runs.forEach((run) -> run.work = work);
        this.source.later(this.node, this.source.duration(keys.get(0)), () -> {
            if (work.isDone()) {
                return;
            }
            readVersions(runs);
            runs.forEach(this.source::end);
            try {
                work.complete(values(runs));
            }
            catch (SourceException ex) {
                work.completeExceptionally(ex);
            }
        });
        return work;
    }

    private List<LoadRun> begin(List<CacheKey> keys) {
        List<LoadRun> runs = keys.stream().map((key) -> this.source.begin(key, this.node, null)).toList();
        runs.forEach((run) -> run.together = runs.get(0));
        return runs;
    }

    private void readVersions(List<LoadRun> runs) {
        if (world().scenario.has(Trouble.VERSIONS)) {
            runs.forEach((run) -> run.version = world().registers.read(run.key, world().scheduler.random));
        }
    }

    private Map<CacheKey, String> values(List<LoadRun> runs) throws SourceException {
        try {
            this.source.result(runs.get(0));
        }
        catch (SourceException ex) {
            runs.forEach((run) -> run.failure = ex);
            throw ex;
        }
        return runs.stream().collect(Collectors.toMap((run) -> run.key, LoadRun::value));
    }

    private World world() {
        return this.source.world;
    }

    @Override
    public boolean isStorable(CacheKey key, @Nullable Object value) {
        return this.source.load(key, this.node).isStorable(value);
    }

    @Override
    public @Nullable Long versionOf(CacheKey key, @Nullable Object value) {
        return this.source.load(key, this.node).versionOf(value);
    }

    @Override
    public Object group() {
        return this.node;
    }

}
