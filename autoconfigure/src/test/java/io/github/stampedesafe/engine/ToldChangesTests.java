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

package io.github.stampedesafe.engine;

import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is told of a change, whether a thread waits for the change or not. */
class ToldChangesTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    static Stream<Arguments> changes() {
        return Stream.of(Way.values())
            .flatMap((way) -> Stream.of(Kind.values()).map((kind) -> Arguments.of(way, kind)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeIsToldOnceWhenTheStoreHasAnswered(Way way, Kind kind) {
        Change change = kind.prepared.apply(this.a.engine());
        assertThat(this.a.listener().events()).isEmpty();
        way.carriesOut.accept(change);
        assertThat(this.a.listener().events()).extracting(String::strip).containsExactly(kind.event);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeThatTheStoreDoesNotAnswerFailsAndIsNotTold(Way way, Kind kind) {
        this.a.store().failBefore(Operation.PUT, Operation.EVICT, Operation.EXPIRE, Operation.CLEAR);
        Change change = kind.prepared.apply(this.a.engine());
        assertThatExceptionOfType(way.failure).isThrownBy(() -> way.carriesOut.accept(change))
            .withMessageContaining("No answer to ");
        assertThat(this.a.listener().events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfAnOlderVersionIsToldAsOutdated(Way way) {
        put(2L).apply();
        way.carriesOut.accept(put(1L));
        way.carriesOut.accept(this.a.engine().evict(Scene.KEY, Scene.plain(), 1));
        assertThat(this.a.listener().count("outdated totals:DE")).isEqualTo(2);
        assertThat(this.a.listener().count("put totals:DE")).isOne();
    }

    @Test
    void aChangeThatNoThreadWaitsForBlocksNone() {
        BulkAsyncScene calls = new BulkAsyncScene();
        calls.scene.b.put(Scene.KEY, Scene.plain(), "stored");
        var end = calls.engine.evict(Scene.KEY).start().toCompletableFuture();
        calls.steps.runAll();
        assertThat(end).isNotDone();
        assertThat(calls.answer()).isOne();
        assertThat(end).as("its step is to come").isNotDone();
        calls.steps.runAll();
        assertThat(end).isCompletedWithValue(null);
        assertThat(calls.scene.shared.get(Scene.KEY)).isNull();
    }

    private Change put(long version) {
        return this.a.engine().put(Scene.KEY, Scene.plain(), new StringCodec(), "value", version);
    }

    enum Way {

        APPLIED(Change::apply, CacheUnavailableException.class),

        STARTED((change) -> change.start().toCompletableFuture().join(), CompletionException.class);

        private final Consumer<Change> carriesOut;

        private final Class<? extends Exception> failure;

        Way(Consumer<Change> carriesOut, Class<? extends Exception> failure) {
            this.carriesOut = carriesOut;
            this.failure = failure;
        }

    }

    enum Kind {

        PUT("put totals:DE", (engine) -> engine.put(Scene.KEY, Scene.plain(), new StringCodec(), "value", null)),

        EVICT("evicted totals:DE", (engine) -> engine.evict(Scene.KEY)),

        VERSIONED_EVICT("evicted totals:DE", (engine) -> engine.evict(Scene.KEY, Scene.plain(), 1)),

        EXPIRE("evicted totals:DE", (engine) -> engine.expire(Scene.KEY)),

        CLEAR("cacheCleared totals", (engine) -> engine.clear(Scene.KEY.cache())),

        EXPIRE_ALL("cacheExpired totals", (engine) -> engine.expireAll(Scene.KEY.cache()));

        private final String event;

        private final Function<SingleFlightCache, Change> prepared;

        Kind(String event, Function<SingleFlightCache, Change> prepared) {
            this.event = event;
            this.prepared = prepared;
        }

    }

}
