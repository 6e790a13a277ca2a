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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads of a bounded cache that need further keys of it. */
class BoundedNestedLoadsTests {

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private Policy policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));

    @Test
    void aLoadNestedInALoadOfItsCacheNeedsNoPermitOfItsOwn() {
        Load outer = () -> "outer " + get(this.a, OTHER);
        assertThat(Crowd.one(() -> this.a.get(Scene.KEY, this.policy, outer)).result()).isEqualTo("outer old");
        assertThat(this.a.listener().count("loadWaited")).isZero();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadThatACodecNeedsRunsOnThePermitOfTheLoadWhoseValueItWrites() {
        PayloadCodec asking = writing((value) -> {
            get(this.a, OTHER);
            return value;
        });
        Crowd caller = Crowd.one(() -> this.a.engine().get(Scene.KEY, this.policy, asking, () -> "outer"));
        this.scene.drive(caller, this.a);
        assertThat(caller.result()).isEqualTo("outer");
        assertThat(this.a.listener().count("stored")).isEqualTo(2);
        assertThat(this.a.listener().count("loadWaited")).isZero();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aCodecThatAsksForTheKeyItWritesIsFoundOut() {
        List<Throwable> thrown = new ArrayList<>();
        Crowd caller = Crowd.one(() -> this.a.engine().get(Scene.KEY, Scene.plain(), writing((value) -> {
            try {
                return get(this.a, Scene.KEY);
            }
            catch (RecursiveLoadException ex) {
                thrown.add(ex);
                return value;
            }
        }), () -> "outer"));
        this.scene.drive(caller, this.a);
        assertThat(caller.result()).isEqualTo("outer");
        assertThat(thrown).hasSize(1);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aNestedLoadThatAnotherCallerWaitsToMakeRunsOnThePermitOfTheOuterOne() {
        Hold outerLoads = new Hold();
        Load outer = () -> {
            outerLoads.stop();
            return "outer " + get(this.a, OTHER);
        };
        Crowd first = Crowd.one(() -> this.a.get(Scene.KEY, this.policy, outer));
        outerLoads.awaitReached();
        CacheKey innermost = new CacheKey("totals", "IT");
        Load inner = () -> "inner " + get(this.a, innermost);
        Crowd queued = Crowd.one(() -> this.a.get(OTHER, this.policy, inner));
        this.a.waiting().awaitBlocked(1);
        outerLoads.release();
        assertThat(first.result()).isEqualTo("outer inner old");
        assertThat(queued.result()).isEqualTo("inner old");
        this.scene.assertNothingLeaks();
    }

    @Test
    void loadsOfTwoCachesThatNeedEachOtherEndAtTheirWaitLimit() {
        this.policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1).with(WAIT_TIMEOUT, Scene.seconds(2)));
        CyclicBarrier bothLoad = new CyclicBarrier(2);
        Crowd crowd = Crowd.of(List.of(() -> this.a.get(Scene.KEY, this.policy, () -> {
            bothLoad.await(10, TimeUnit.SECONDS);
            return get(this.a, new CacheKey("prices", "1"));
        }), () -> this.a.get(new CacheKey("prices", "2"), this.policy, () -> {
            bothLoad.await(10, TimeUnit.SECONDS);
            return get(this.a, OTHER);
        })));
        this.scene.drive(crowd, this.a);
        assertThat(crowd.failures()).isNotEmpty().hasOnlyElementsOfType(WaitTimeoutException.class);
        this.scene.assertNothingLeaks();
    }

    private @Nullable Object get(Instance instance, CacheKey key) throws Throwable {
        return instance.get(key, this.policy, this.scene.source);
    }

    /** Texts, each written as what is made of it. */
    private static PayloadCodec writing(Written written) {
        return new PayloadCodec() {

            @Override
            public byte[] write(Object value) {
                try {
                    return String.valueOf(written.of(value)).getBytes(StandardCharsets.UTF_8);
                }
                catch (Throwable ex) {
                    throw new IllegalStateException(ex);
                }
            }

            @Override
            public Object read(byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }

        };
    }

    /** What is written of a value. */
    @FunctionalInterface
    private interface Written {

        @Nullable Object of(Object value) throws Throwable;

    }

}
