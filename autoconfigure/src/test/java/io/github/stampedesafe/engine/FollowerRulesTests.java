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

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller makes of what the flight brought that it followed. */
class FollowerRulesTests {

    private static final int LOOK = 2;

    private static final PayloadCodec CODEC = new StringCodec();

    private static final long SHAPE = 7;

    private final RecordingListener listener = new RecordingListener();

    private final FollowerRules rules = new FollowerRules(this.listener);

    private final Object object = new Object();

    static Stream<FlightResult> vouchedValues() {
        return Stream.of(new FlightResult.Stored(Payload.of(CODEC.write("value")), "value", CODEC, LOOK),
                new FlightResult.Unstored("value", CODEC, LOOK), new FlightResult.Unvouched("value", CODEC, LOOK));
    }

    @ParameterizedTest
    @MethodSource("vouchedValues")
    void aValueHoldsForCallersThatJoinedBeforeTheLookThatVouchesForIt(FlightResult result) {
        for (int joinedAt = 0; joinedAt < LOOK; joinedAt++) {
            assertThat(accepted(CODEC, result, joinedAt)).isEqualTo(new Value("value"));
        }
        for (int joinedAt = LOOK; joinedAt <= LOOK + 1; joinedAt++) {
            assertThat(accepted(CODEC, result, joinedAt)).isNull();
        }
        assertThat(this.listener.events()).isEmpty();
    }

    @Test
    void anUnreadableValueIsReportedAndGivenAsTheLeadersObjectToCallersOfTheSameType() {
        PayloadCodec codec = new Unreadable(0);
        Value value = accepted(codec, stored(codec, 0), LOOK - 1);
        assertThat(value).isNotNull();
        assertThat(value.value()).isSameAs(this.object);
        assertThat(this.listener.events()).containsExactly("unreadable totals:DE PayloadException");
    }

    @Test
    void anUnreadableValueIsReportedAndKeptFromCallersOfAnotherType() {
        assertThat(accepted(new Unreadable(0), stored(CODEC, 0), LOOK - 1)).isNull();
        assertThat(this.listener.events()).containsExactly("unreadable totals:DE PayloadException");
    }

    @Test
    void aValueOfAnotherShapeIsNotReadAndNoReasonForAReport() {
        assertThat(accepted(new Unreadable(SHAPE), stored(CODEC, SHAPE + 1), LOOK - 1)).isNull();
        assertThat(this.listener.events()).isEmpty();
    }

    @Test
    void aValueThatDoesNotHoldIsNotRead() {
        PayloadCodec codec = new Unreadable(0);
        assertThat(accepted(codec, stored(codec, 0), LOOK)).isNull();
        assertThat(this.listener.events()).isEmpty();
    }

    private FlightResult stored(PayloadCodec codec, long shape) {
        return new FlightResult.Stored(Payload.of(new byte[] { 1 }, shape), this.object, codec, LOOK);
    }

    private @Nullable Value accepted(PayloadCodec codec, FlightResult result, int joinedAt) {
        Scene scene = new Scene();
        Instance instance = scene.a;
        WaitLimit waitLimit = new WaitLimit(instance.resources().nanoTime(), Duration.ofSeconds(1));
        LoadAttempt follower = new LoadAttempt(new BlockingCaller(instance.resources()),
                new Request(Scene.KEY, Scene.plain(), codec, () -> "own"), Lookup.NOTHING, waitLimit, LoadScope.NONE);
        CompletionStage<Value> accepted = this.rules.accept(follower, result, joinedAt);
        return (accepted != null) ? accepted.toCompletableFuture().join() : null;
    }

}
