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

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.OnUnfaithful;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_ENTRY_SIZE;
import static io.github.stampedesafe.policy.PolicySettings.ON_UNFAITHFUL;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that do not come back from their bytes as they were loaded. */
class UnfaithfulValueTests {

    private static final String NEWS = "unfaithful totals:DE [0] java.lang.String came back as java.lang.Integer";

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final ForgetfulCodec codec = new ForgetfulCodec();

    private Policy policy = Scene.plain();

    @Test
    void allWhoWaitGetTheLoadedValueAndNothingIsStored() {
        Hold load = new Hold();
        Crowd crowd = Crowd.of(8, () -> this.a.engine().get(Scene.KEY, this.policy, this.codec, () -> {
            load.stop();
            return List.of("1");
        }));
        load.awaitReached();
        this.a.waiting().awaitBlocked(7);
        load.release();

        assertThat(crowd.results()).hasSize(8).containsOnly(List.of("1"));
        assertThat(this.a.listener().count("loaded")).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count(NEWS)).isOne();
        assertThat(this.a.listener().events()).anyMatch((event) -> event.contains("on-unfaithful=store"));
        this.scene.assertNothingLeaks();
    }

    @Test
    void withStoreItIsStoredAllTheSameAndTold() {
        this.policy = Scene.policy(Scene.rules().with(ON_UNFAITHFUL, OnUnfaithful.STORE));

        assertThat(get()).isEqualTo(List.of("1"));

        assertThat(get()).isEqualTo(List.of(1));
        assertThat(this.a.listener().count(NEWS)).isOne();
        assertThat(this.a.listener().events()).noneMatch((event) -> event.contains("on-unfaithful=store"));
        assertThat(this.a.listener().count("stored")).isOne();
    }

    @Test
    void aPutOfOneRemovesTheKey() {
        this.policy = Scene.policy(Scene.rules().with(ON_UNFAITHFUL, OnUnfaithful.STORE));
        get();

        this.a.engine().put(Scene.KEY, Scene.plain(), this.codec, List.of("2"), null).apply();

        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("evicted")).isOne();
    }

    @Test
    void aStreamIsNotConsumed() {
        Stream<String> stream = Stream.of("1");

        Object returned = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, this.codec, () -> stream))
            .result();

        assertThat(returned).isSameAs(stream);
        assertThat(stream).containsExactly("1");
        assertThat(this.a.listener().count("unwritable totals:DE PayloadException")).isOne();
    }

    @Test
    void aValueThatChangesWhileItIsComparedReachesItsCallerAndIsNotStored() {
        List<String> restless = new Restless();

        Object returned = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, this.codec, () -> restless))
            .result();

        assertThat(returned).isSameAs(restless);
        assertThat(this.a.listener().count("stored")).isZero();
        assertThat(this.a.listener()
            .count("unfaithful totals:DE it cannot be compared with what came back "
                    + "(java.util.ConcurrentModificationException)"))
            .isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aValueLargerThanIsReadBackIsStored() {
        this.policy = Scene.policy(Scene.rules().with(MAX_ENTRY_SIZE, ByteSize.ofMegabytes(64)));
        String large = "1".repeat(ReadBack.LARGE);

        Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, this.codec, () -> List.of(large))).result();
        assertThat(this.a.listener().count("stored")).isZero();

        Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, this.codec, () -> List.of(large + "1"))).result();
        assertThat(this.a.listener().count("stored")).isOne();
    }

    private Object get() {
        return Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, this.codec, () -> List.of("1"))).result();
    }

    /** Another thread changes it whenever somebody looks through it. */
    private static final class Restless extends AbstractList<String> {

        @Override
        public String get(int index) {
            return "1";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Iterator<String> iterator() {
            throw new ConcurrentModificationException();
        }

    }

    /** Writes texts and reads numbers. */
    private static final class ForgetfulCodec implements PayloadCodec {

        @Override
        public byte[] write(Object value) {
            return ((List<?>) value).get(0).toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes) {
            return List.of(Integer.valueOf(new String(bytes, StandardCharsets.UTF_8)));
        }

    }

}
