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

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Refreshes by one call of a method that fails, or without the store. */
class BulkRefreshFailuresTests {

    private final Scene scene = new Scene();

    private final BulkSource source = new BulkSource();

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)));

    private final Instance a = this.scene.a;

    @AfterEach
    void nothingIsLeftBehind() {
        BulkSource.assertNothingLeaks(this.scene);
    }

    @Test
    void oneFailingKeyFailsTheOthersOnce() throws Throwable {
        fillStale("1", "2", "3");
        BulkLoad poisoned = (keys) -> {
            if (keys.contains(BulkSource.key("2"))) {
                throw new IOException("Not found");
            }
            return this.source.load(keys);
        };
        readFrom(poisoned, "1", "2", "3");
        endWindow();
        assertThat(this.a.listener().count("loadFailed")).isEqualTo(3);
        readFrom(poisoned, "1", "2", "3");
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING); // all rest
        this.scene.clock.advance(RefreshPauses.REST);
        readFrom(poisoned, "1", "2", "3");
        assertThat(this.a.refreshes().runAll()).isEqualTo(3);
        assertThat(this.source.calls).containsExactly(List.of("1"), List.of("3"));
        this.scene.clock.advance(Scene.seconds(20));
        readFrom(poisoned, "1", "2", "3");
        assertThat(this.a.refreshes().runAll()).isOne(); // alone, as long as it fails
        endWindow();
        assertThat(this.source.calls).endsWith(List.of("1", "3"));
        assertThat(this.a.listener().count("loadFailed products:2")).isEqualTo(3);
    }

    @Test
    void aFailureIsRememberedOfEachKey() throws Throwable {
        Policy remembering = Scene.policy(
                Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)).with(FAILURE_TTL, Scene.seconds(5)));
        fillStale("1", "2");
        this.source.meanwhile(() -> {
            throw new IOException("down");
        });
        this.source.get(this.a, remembering, "1", "2");
        endWindow();
        for (String key : List.of("1", "2")) {
            assertThat(Stages.join(this.scene.shared.failure(BulkSource.key(key)))).isNotNull();
        }
        this.scene.clock.advance(Scene.seconds(2));
        this.source.get(this.a, remembering, "1", "2");
        this.a.refreshes().runAll();
        assertThat(this.source.calls).hasSize(1);
        this.scene.clock.advance(Scene.seconds(3));
    }

    @Test
    void aKeyThatIsRefreshedAloneFailsWithWhatTheMethodThrew() throws Throwable {
        Policy remembering = Scene.policy(
                Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)).with(FAILURE_TTL, Scene.seconds(5)));
        fillStale("1");
        this.source.meanwhile(() -> {
            throw new IOException("down");
        });
        this.source.get(this.a, remembering, "1");
        endWindow();
        assertThat(this.a.listener().count("loadFailed products:1 STALE IOException")).isOne();
        assertThat(Stages.join(this.scene.shared.failure(BulkSource.key("1")))).extracting(RememberedFailure::type)
            .isEqualTo(IOException.class.getName());
        this.scene.clock.advance(Scene.seconds(5));
    }

    @Test
    void keysOfWhichNoCommonLoadCanBeMadeAreRefreshedLater() throws Throwable {
        fillStale("1", "2");
        boolean[] broken = { true };
        BulkLoad load = new BulkLoad() {

            @Override
            public @Nullable Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
                return BulkRefreshFailuresTests.this.source.load(keys);
            }

            @Override
            public BulkLoad with(List<BulkLoad> others) {
                if (broken[0]) {
                    throw new IllegalStateException("no common arguments");
                }
                return this;
            }

        };
        readFrom(load, "1", "2");
        assertThatIllegalStateException().isThrownBy(this::endWindow).withMessage("no common arguments");
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        broken[0] = false;
        readFrom(load, "1", "2");
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1", "2"));
    }

    @Test
    void withoutTheStoreTheKeysRest() throws Throwable {
        fillStale("1", "2");
        read(this.a, "1", "2");
        this.a.store().cut();
        endWindow();
        assertThat(this.source.calls).isEmpty();
        this.a.store().heal();
        read(this.a, "1", "2");
        endWindow();
        assertThat(this.source.calls).isEmpty();
        this.scene.clock.advance(RefreshPauses.REST);
        read(this.a, "1", "2");
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1", "2"));
    }

    private void fillStale(String... keys) {
        for (String key : keys) {
            this.scene.b.put(BulkSource.key(key), this.policy, "stale");
        }
        this.scene.clock.advance(Scene.seconds(11));
    }

    private List<@Nullable Object> read(Instance instance, String... keys) throws Throwable {
        return this.source.get(instance, this.policy, keys);
    }

    private void readFrom(BulkLoad load, String... keys) throws Throwable {
        this.a.engine().bulk().get(BulkSource.request(load, this.policy, keys));
    }

    private void endWindow() {
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        this.a.refreshes().runAll();
    }

}
