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
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static org.assertj.core.api.Assertions.assertThat;

/** Types of two shapes that share a key. */
class ForeignValueTests {

    private static final PayloadCodec USERS = new ShapedCodec(1);

    private static final PayloadCodec ORDERS = new ShapedCodec(2);

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Policy policy = Scene.plain();

    @Test
    void aValueOfAnotherShapeIsNeverReadButLoaded() throws Throwable {
        assertThat(get(USERS, "a user")).isEqualTo(new Shaped(1, "a user"));

        assertThat(get(ORDERS, "an order")).isEqualTo(new Shaped(2, "an order"));

        assertThat(this.a.listener().count("foreign totals:DE shape 1 shape 2")).isPositive();
        assertThat(this.a.listener().count("unreadable")).isZero();
        assertThat(get(ORDERS, "a later order")).isEqualTo(new Shaped(2, "an order"));
        this.scene.assertNothingLeaks();
    }

    @Test
    void nullIsAValueOfEveryShape() throws Throwable {
        assertThat(get(USERS, null)).isNull();

        assertThat(get(ORDERS, "an order")).isNull();
    }

    @Test
    void aFollowerOfAnotherShapeLoadsItsOwn() {
        Hold load = new Hold();
        Crowd leader = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, USERS, () -> {
            load.stop();
            return new Shaped(1, "a user");
        }));
        load.awaitReached();
        Crowd follower = Crowd.one(() -> get(ORDERS, "an order"));
        this.a.waiting().awaitBlocked(1);
        load.release();

        assertThat(leader.result()).isEqualTo(new Shaped(1, "a user"));
        assertThat(follower.result()).isEqualTo(new Shaped(2, "an order"));
    }

    @Test
    void aFollowerOfAnotherTypeIsNotHandedAnObjectThatIsNotStored() {
        Hold load = new Hold();
        Crowd leader = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, USERS, new Load() {

            @Override
            public Object load() throws Exception {
                load.stop();
                return new Shaped(1, "a user");
            }

            @Override
            public boolean isStorable(Object value) {
                return false;
            }

        }));
        load.awaitReached();
        Crowd follower = Crowd.one(() -> get(ORDERS, "an order"));
        this.a.waiting().awaitBlocked(1);
        load.release();

        assertThat(leader.result()).isEqualTo(new Shaped(1, "a user"));
        assertThat(follower.result()).isEqualTo(new Shaped(2, "an order"));
    }

    @Test
    void aNearCopyOfAnotherShapeIsNotRead() throws Throwable {
        Policy near = Scene.policy(Scene.rules().with(NEAR_CACHE, NearCache.ALL));
        this.a.hears();
        get(this.a, near, USERS, "a user");
        get(this.a, near, USERS, "a later user");
        assertThat(this.a.engine().near().usage(Scene.KEY.cache()).copies()).isOne();

        assertThat(get(this.a, near, ORDERS, "an order")).isEqualTo(new Shaped(2, "an order"));
        assertThat(this.a.listener().count("foreign totals:DE shape 1 shape 2")).isPositive();
    }

    @Test
    void aValueOfAnotherShapeThatIsRememberedInAnOutageIsNotRead() throws Throwable {
        Instance remembering = Instance.remembering(this.scene.shared, Duration.ofSeconds(1));
        remembering.store().cut();
        get(remembering, this.policy, USERS, "a user");
        assertThat(get(remembering, this.policy, USERS, "a later user")).isEqualTo(new Shaped(1, "a user"));

        assertThat(get(remembering, this.policy, ORDERS, "an order")).isEqualTo(new Shaped(2, "an order"));
    }

    private Object get(PayloadCodec codec, String text) throws Throwable {
        return get(this.a, this.policy, codec, text);
    }

    private static Object get(Instance instance, Policy policy, PayloadCodec codec, String text) throws Throwable {
        return instance.engine()
            .get(Scene.KEY, policy, codec, () -> (text != null) ? new Shaped(codec.shape(), text) : null);
    }

    private record Shaped(long shape, String text) {
    }

    private record ShapedCodec(long shape) implements PayloadCodec {

        @Override
        public byte[] write(Object value) {
            return ((Shaped) value).text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes) {
            return new Shaped(this.shape, new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public String describe(long shape) {
            return "shape " + shape;
        }

    }

}
