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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tenants that share a bounded cache: A is a whale, B is not. */
class FairLoadsTests {

    private static final int MANY = 400;

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Tenants tenants = new Tenants(1);

    @Test
    void withoutFairnessKeysTheLastToComeIsTheLastToLoad() {
        Policy policy = bounded(1, 1_000);
        Crowd whale = whale(20, "", policy);
        this.tenants.awaitBegun();
        this.a.waiting().awaitBlocked(19);
        Crowd other = caller("", "B", policy);
        this.a.waiting().awaitBlocked(20);
        this.tenants.open();
        other.result();
        whale.results();
        assertThat(this.tenants.order().indexOf("B")).isEqualTo(20);
    }

    @Test
    void aTenantWithManyColdKeysDoesNotStarveAnother() {
        Policy policy = bounded(1, 10_000);
        Crowd whale = whale(MANY, "A", policy);
        this.tenants.awaitBegun();
        this.a.waiting().awaitBlocked(MANY - 1);
        Crowd other = caller("B", "B", policy);
        this.a.waiting().awaitBlocked(MANY);
        this.tenants.open();
        assertThat(other.result()).isEqualTo("B");
        assertThat(whale.results()).hasSize(MANY);
        assertThat(this.tenants.order().indexOf("B")).isEqualTo(2);
        assertThat(this.tenants.mostAtOnce()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void theOneWhoFillsTheLineMakesRoomForTheOthers() {
        Policy policy = bounded(1, 20);
        Crowd whale = whale(200, "A", policy);
        this.tenants.awaitBegun();
        awaitRefused(179);
        Crowd other = caller("B", "B", policy);
        awaitRefused(180);
        this.a.waiting().awaitBlocked(20);
        this.tenants.open();
        assertThat(other.result()).isEqualTo("B");
        assertThat(whale.failures()).hasSize(180).hasOnlyElementsOfType(LoadRefusedException.class);
        assertThat(this.tenants.order().indexOf("B")).isEqualTo(2);
        assertThat(this.a.listener().count("loadRefused")).isEqualTo(180);
        this.scene.assertNothingLeaks();
    }

    @Test
    void theFollowersOfALoadThatMadeRoomAreRefusedWithIt() {
        Policy policy = bounded(1, 2);
        Crowd running = caller("A", "A1", policy);
        this.tenants.awaitBegun();
        Crowd waiting = caller("A", "A2", policy);
        this.a.waiting().awaitBlocked(1);
        Crowd displaced = caller("A", "A3", policy);
        this.a.waiting().awaitBlocked(2);
        Crowd followers = Crowd.of(3, call("A", "A3", policy));
        this.a.waiting().awaitBlocked(5);
        Crowd other = caller("B", "B1", policy);
        assertThat(displaced.failure()).isInstanceOf(LoadRefusedException.class);
        assertThat(followers.failures()).hasSize(3).containsOnly(displaced.failure());
        this.a.waiting().awaitBlocked(2);
        this.tenants.open();
        assertThat(List.of(running.results(), waiting.results(), other.results())).containsExactly(List.of("A1"),
                List.of("A2"), List.of("B1"));
        this.scene.assertNothingLeaks();
    }

    @Test
    void theLoadsOfATenantRunInTheOrderTheyCame() {
        Policy policy = bounded(1, 1_000);
        List<Crowd> crowds = new ArrayList<>();
        crowds.add(caller("C", "C1", policy));
        this.tenants.awaitBegun();
        for (String name : List.of("A1", "A2", "B1", "A3", "B2", "C2")) {
            crowds.add(caller(name.substring(0, 1), name, policy));
            this.a.waiting().awaitBlocked(crowds.size() - 1);
        }
        this.tenants.open();
        crowds.forEach(Crowd::results);
        assertThat(this.tenants.order()).containsExactly("C1", "A1", "B1", "C2", "A2", "B2", "A3");
    }

    private void awaitRefused(int loads) {
        await().until(() -> this.a.listener().count("loadRefused") == loads);
    }

    private Crowd whale(int keys, String fairnessKey, Policy policy) {
        List<Crowd.Call> calls = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            calls.add(call(fairnessKey, "A" + i, policy));
        }
        return Crowd.of(calls);
    }

    private Crowd caller(String fairnessKey, String key, Policy policy) {
        return Crowd.one(call(fairnessKey, key, policy));
    }

    private Crowd.Call call(String fairnessKey, String key, Policy policy) {
        return () -> this.a.get(new CacheKey("reports", key), policy, this.tenants.load(fairnessKey, key));
    }

    private static Policy bounded(int running, int waiting) {
        return Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, running).with(MAX_WAITING_LOADS, waiting));
    }

}
