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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Puts for a key that has no value. */
class PutIfAbsentTests {

    private static final PayloadCodec CODEC = new StringCodec();

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final Policy policy = Scene.plain();

    @Test
    void oneOfTwoWhoseAttemptsInterleaveWinsAndTheOtherIsToldItsValue() {
        Interleaving store = new Interleaving(this.scene.shared);
        SingleFlightCache one = engine(store, this.a);
        SingleFlightCache other = engine(store, this.b);

        List<Object> results = Crowd
            .of(List.of(store.call(() -> put(one, "one")), store.call(() -> put(other, "other"))))
            .results();

        Object stored = read();
        assertThat(stored).isIn("one", "other");
        assertThat(results).containsExactly(stored.equals("one") ? null : new Value("other"),
                stored.equals("one") ? new Value("one") : null);
        this.scene.assertNothingLeaks();
    }

    @Test
    void whoeverLosesToALoadIsToldWhatWasLoaded() throws Throwable {
        Hold look = this.a.store().holdAfter(Operation.GET);
        Crowd put = Crowd.one(() -> put(this.a.engine(), "put"));
        look.awaitReached();
        assertThat(get(this.b)).isEqualTo("old");
        look.release();

        assertThat(put.result()).isEqualTo(new Value("old"));
    }

    @Test
    void loadThatIsRunningIsNotPublishedAndItsFollowersAreNotKeptWaiting() throws Throwable {
        Hold load = this.scene.source.hold();
        Crowd loading = Crowd.one(() -> get(this.a));
        load.awaitReached();

        assertThat(put(this.b.engine(), "put")).isNull();

        assertThat(this.scene.shared.isLeased(Scene.KEY)).as("nobody waits for it").isFalse();
        assertThat(get(this.b)).isEqualTo("put");
        load.release();
        assertThat(loading.result()).isEqualTo("old");
        assertThat(read()).isEqualTo("put");
        this.scene.assertNothingLeaks();
    }

    @Test
    void putThatIsNotAnsweredFailsAndMayHaveBeenCarriedOut() {
        this.a.store().failAfter(Operation.PUT);

        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> put(this.a.engine(), "put"));

        assertThat(read()).isEqualTo("put");
        assertThat(this.a.listener().count("put")).isZero();
    }

    @Test
    void aPutIsToldAndOneThatIsRefusedIsNot() {
        put(this.a.engine(), "put");
        assertThat(this.a.listener().count("put totals:DE")).isOne();
        Hold look = this.b.store().holdAfter(Operation.GET);
        this.scene.shared.evict(Scene.KEY);
        Crowd refused = Crowd.one(() -> put(this.b.engine(), "refused"));
        look.awaitReached();
        put(this.a.engine(), "again");
        look.release();
        assertThat(refused.result()).isEqualTo(new Value("again"));
        assertThat(this.b.listener().count("put")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aPutEndsTheNearCopyOfItsInstanceThoughNoSignalComes(boolean isAnswered) throws Throwable {
        Policy near = Scene.policy(Scene.rules().with(NEAR_CACHE, NearCache.ALL));
        get(this.b);
        this.a.hears().get(Scene.KEY, near, this.scene.source);
        this.a.deaf();
        this.b.evict(Scene.KEY);
        assertThat(this.a.get(Scene.KEY, near, this.scene.source)).as("a signal that is lost").isEqualTo("old");
        if (isAnswered) {
            put(this.a.engine(), "put");
        }
        else {
            this.a.store().failAfter(Operation.PUT);
            assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> put(this.a.engine(), "put"));
        }
        assertThat(this.a.get(Scene.KEY, near, this.scene.source)).isEqualTo("put");
    }

    private Object get(Instance instance) throws Throwable {
        return instance.get(Scene.KEY, this.policy, this.scene.source);
    }

    private Object read() {
        Value found = this.scene.c.engine().find(Scene.KEY, this.policy, CODEC);
        return (found != null) ? found.value() : null;
    }

    private Object put(SingleFlightCache engine, String value) {
        return engine.putIfAbsent(Scene.KEY, this.policy, CODEC, value);
    }

    private static SingleFlightCache engine(Interleaving store, Instance instance) {
        return new SingleFlightCache(store.proxy(), instance.leases(),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), instance.resources(), instance.listener());
    }

    /**
     * Lets two callers of a store overtake each other: a step that stores a value waits
     * until the other caller has taken the step before it, or is done.
     */
    private static final class Interleaving implements InvocationHandler {

        private static final Map<String, String> BEFORE = Map.of("publish", "begin", "replace", "get");

        private final EntryStore store;

        private final Map<String, Thread> last = new HashMap<>();

        private boolean isOneDone;

        Interleaving(EntryStore store) {
            this.store = store;
        }

        EntryStore proxy() {
            return (EntryStore) Proxy.newProxyInstance(EntryStore.class.getClassLoader(),
                    new Class<?>[] { EntryStore.class }, this);
        }

        Crowd.Call call(Crowd.Call call) {
            return () -> {
                try {
                    return call.call();
                }
                finally {
                    done();
                }
            };
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            awaitOvertaken(BEFORE.get(method.getName()));
            try {
                return method.invoke(this.store, arguments);
            }
            catch (InvocationTargetException ex) {
                throw ex.getCause();
            }
            finally {
                taken(method.getName());
            }
        }

        private synchronized void awaitOvertaken(String stepBefore) throws InterruptedException {
            while (stepBefore != null && !this.isOneDone
                    && Objects.equals(this.last.get(stepBefore), Thread.currentThread())) {
                wait();
            }
        }

        private synchronized void taken(String step) {
            this.last.put(step, Thread.currentThread());
            notifyAll();
        }

        private synchronized void done() {
            this.isOneDone = true;
            notifyAll();
        }

    }

}
