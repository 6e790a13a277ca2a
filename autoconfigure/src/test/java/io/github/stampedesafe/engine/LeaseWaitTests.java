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

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told of the time that callers wait for another instance. */
class LeaseWaitTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final Policy policy = Scene.plain();

    @Test
    void whoWaitsForAnotherInstanceSaysHowLongOnceACall() {
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        Crowd waiter = caller(this.b);
        this.b.waiting().awaitWaits(1);
        for (int second = 1; second <= 3; second++) {
            this.scene.clock.advance(Scene.seconds(1));
            this.a.engine().extendLeases();
            this.b.waiting().awaitWaits(1 + second);
        }
        load.release();
        leader.result();
        assertThat(waiter.result()).isEqualTo("old");
        assertThat(leaseWaits(this.b)).containsExactly("leaseWaited totals:DE PT3S");
        assertThat(leaseWaits(this.a)).isEmpty();
    }

    @Test
    void theLoadOfWhoGetsTheLeaseAfterAWaitIsNoWait() {
        this.scene.leaseTo(Scene.seconds(2));
        this.scene.source.meanwhile(() -> {
            this.scene.clock.advance(Scene.seconds(4));
            return null;
        });
        Crowd caller = caller(this.b);
        this.b.waiting().awaitWaits(1);
        this.scene.clock.advance(Scene.seconds(1));
        this.b.waiting().awaitWaits(2);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(caller.result()).isEqualTo("old");
        assertThat(leaseWaits(this.b)).containsExactly("leaseWaited totals:DE PT2S");
    }

    @Test
    void aWaitThatIsInterruptedIsToldToo() {
        this.scene.leaseTo(Scene.seconds(60));
        Crowd caller = caller(this.b);
        this.b.waiting().awaitBlocked(1);
        this.scene.clock.advance(Scene.seconds(1).dividedBy(2));
        caller.interrupt();
        assertThat(caller.failure()).isInstanceOf(WaitInterruptedException.class);
        assertThat(leaseWaits(this.b)).containsExactly("leaseWaited totals:DE PT0.5S");
    }

    @Test
    void whoFindsTheLeaseFreeDoesNotSpeakOfWaiting() {
        caller(this.a).result();
        assertThat(leaseWaits(this.a)).isEmpty();
    }

    private List<String> leaseWaits(Instance instance) {
        return instance.listener().events().stream().filter((event) -> event.startsWith("leaseWaited")).toList();
    }

    private Crowd caller(Instance instance) {
        return Crowd.one(() -> instance.get(Scene.KEY, this.policy, this.scene.source));
    }

}
