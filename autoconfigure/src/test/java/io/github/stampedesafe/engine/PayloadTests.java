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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that cannot be written or read, that are null, or that are mutable. */
class PayloadTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final BreakableCodec codec = new BreakableCodec();

    private Policy policy = Scene.plain();

    static List<Throwable> codecFailures() {
        return List.of(new PayloadException("What the codec says", null), new IllegalStateException(),
                new StackOverflowError(), new NoClassDefFoundError());
    }

    @ParameterizedTest
    @MethodSource("codecFailures")
    void anUnreadableValueIsLoadedAgain(Throwable failure) {
        this.a.put(Scene.KEY, this.policy, "unreadable");
        this.codec.onRead = failure;
        assertThat(callers(1).result()).isEqualTo("old");
        assertThat(this.a.listener().count("unreadable totals:DE PayloadException")).isOne();
        assertThat(this.scene.source.loads()).isOne();
        assertThat(callers(1).result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @ParameterizedTest
    @MethodSource("codecFailures")
    void anUnwritableValueStillReachesAllWhoWait(Throwable failure) {
        this.codec.onWrite = failure;
        assertThat(crowdOver(8).results()).hasSize(8).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("unwritable totals:DE PayloadException")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void whatCanBeWrittenButNotReadReachesAllWhoWaitWithOneLoad() {
        this.codec.onRead = new IllegalStateException("no way back");
        this.codec.readsNothing = true;
        assertThat(crowdOver(8).results()).hasSize(8).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("unfaithful totals:DE it cannot be read back (no way back)")).isOne();
    }

    @Test
    void aFollowerThatReadsAnotherTypeIsNotHandedTheLeadersObject() {
        Hold load = this.scene.source.hold();
        Crowd leader = callers(1);
        load.awaitReached();
        BreakableCodec other = new BreakableCodec();
        other.onRead = new IllegalStateException("not my type");
        other.readsNothing = true;
        Crowd follower = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, other, () -> "of its own type"));
        this.a.waiting().awaitBlocked(1);
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(follower.result()).isEqualTo("of its own type");
    }

    @ParameterizedTest
    @MethodSource("codecFailures")
    void aPutOfAnUnwritableValueRemovesTheKey(Throwable failure) {
        this.a.put(Scene.KEY, this.policy, "before");
        this.codec.onWrite = failure;
        this.a.engine().put(Scene.KEY, this.policy, this.codec, "any", null).apply();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("unwritable totals:DE PayloadException")).isOne();
        assertThat(this.a.listener().count("evicted totals:DE")).isOne();
        assertThat(this.a.listener().count("put totals:DE")).isOne();
    }

    @Test
    void aVersionedPutOfAnUnwritableValueKeepsOlderVersionsOutAndLeavesNewerOnes() {
        this.codec.onWrite = new IllegalStateException("cyclic");
        put(7);
        assertThat(this.scene.shared.get(Scene.KEY).kind()).isEqualTo(Entry.Kind.TOMBSTONE);
        assertThat(this.scene.shared.get(Scene.KEY).version()).isEqualTo(7);
        this.codec.onWrite = null;
        put(6);
        assertThat(this.scene.shared.get(Scene.KEY).kind()).isEqualTo(Entry.Kind.TOMBSTONE);
        put(9);
        this.codec.onWrite = new IllegalStateException("cyclic");
        put(8);
        assertThat(this.scene.shared.get(Scene.KEY).version()).isEqualTo(9);
    }

    private void put(long version) {
        this.a.engine().put(Scene.KEY, this.policy, this.codec, "any", version).apply();
    }

    @Test
    void aPredicateThatThrowsIsAFailureOfTheLoadAndLeavesNothingBehind() {
        IllegalArgumentException failure = new IllegalArgumentException("unless");
        Load load = new Load() {

            @Override
            public Object load() {
                return "loaded";
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                throw failure;
            }

        };
        assertThat(Crowd.one(() -> this.a.get(Scene.KEY, this.policy, load)).failure()).isSameAs(failure);
        assertThat(this.a.listener().count("loaded")).isZero();
        this.scene.assertNothingLeaks();
    }

    @Test
    void whatIsNotWorthStoringReachesAllWhoWaitAndIsNotStored() {
        this.scene.source.storable(false);
        assertThat(crowdOver(8).results()).hasSize(8).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        this.scene.assertNothingLeaks();
    }

    @Test
    void nullIsRememberedForItsOwnTimeAndNeverStale() {
        this.policy = Scene.policy(Scene.rules()
            .with(NULL_TTL, Scene.seconds(3))
            .with(STALE_IF_ERROR, Scene.seconds(60))
            .with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));
        this.scene.source.set(null);
        assertThat(crowdOver(4).results()).hasSize(4).containsOnlyNulls();
        this.scene.clock.advance(Scene.seconds(2));
        this.scene.source.set("there now");
        assertThat(callers(1).result()).isNull();
        assertThat(this.scene.source.loads()).isOne();
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(callers(1).result()).isEqualTo("there now");
    }

    @Test
    void nullIsNotStoredIfItsTimeIsZero() {
        this.policy = Scene.policy(Scene.rules().with(NULL_TTL, Scene.seconds(0)));
        this.scene.source.set(null);
        assertThat(crowdOver(4).results()).hasSize(4).containsOnlyNulls();
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        this.a.put(Scene.KEY, this.policy, "there");
        this.a.put(Scene.KEY, this.policy, null);
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("evicted")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aPutOfNullIsRemembered() {
        this.a.put(Scene.KEY, this.policy, null);
        assertThat(callers(1).result()).isNull();
        assertThat(this.scene.source.loads()).isZero();
        assertThat(this.a.listener().count("put totals:DE")).isOne();
    }

    @Test
    void everyFollowerGetsAnObjectOfItsOwn() {
        Hold load = new Hold();
        PayloadCodec listCodec = new ListCodec();
        Load mutable = () -> {
            load.stop();
            return new ArrayList<>(List.of("a"));
        };
        Crowd leader = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, listCodec, mutable));
        load.awaitReached();
        Crowd followers = Crowd.of(3, () -> this.a.engine().get(Scene.KEY, this.policy, listCodec, mutable));
        this.a.waiting().awaitBlocked(3);
        Crowd elsewhere = Crowd.of(2, () -> this.scene.b.engine().get(Scene.KEY, this.policy, listCodec, mutable));
        this.scene.b.waiting().awaitBlocked(2);
        load.release();
        List<@Nullable Object> all = new ArrayList<>(leader.results());
        all.addAll(followers.results());
        all.addAll(elsewhere.results());
        assertThat(all).hasSize(6).containsOnly(List.of("a"));
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(all.get(i)).isNotSameAs(all.get(j));
            }
        }
    }

    private Crowd crowdOver(int callers) {
        Hold load = this.scene.source.hold();
        Crowd crowd = callers(callers);
        load.awaitReached();
        this.a.waiting().awaitBlocked(callers - 1);
        load.release();
        return crowd;
    }

    private Crowd callers(int callers) {
        return Crowd.of(callers, () -> this.a.engine().get(Scene.KEY, this.policy, this.codec, this.scene.source));
    }

    private static final class BreakableCodec implements PayloadCodec {

        private final PayloadCodec codec = new StringCodec();

        private volatile @Nullable Throwable onRead;

        private volatile @Nullable Throwable onWrite;

        private volatile boolean readsNothing;

        @Override
        public byte[] write(Object value) {
            fail(this.onWrite);
            return this.codec.write(value);
        }

        @Override
        public Object read(byte[] bytes) {
            if (this.readsNothing || this.codec.read(bytes).equals("unreadable")) {
                fail(this.onRead);
            }
            return this.codec.read(bytes);
        }

        private static void fail(@Nullable Throwable failure) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
        }

    }

}
