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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;

import static org.assertj.core.api.Assertions.assertThat;

/** When it is told that a loaded value was stored. */
class FilledTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Policy policy = Scene.plain();

    @Test
    void aLoadThatIsStoredIsTold() throws Throwable {
        get();
        get();
        assertThat(this.a.listener().count("stored totals:DE")).isOne();
    }

    @Test
    void aLoadThatIsRefusedIsNot() throws Throwable {
        this.scene.source.meanwhile(() -> {
            this.scene.b.evict(Scene.KEY);
            return null;
        });
        get();
        assertThat(this.a.listener().count("publishRefused")).isOne();
        assertThat(this.a.listener().count("stored")).isZero();
    }

    @Test
    void norIsOneThatIsNotWorthStoringOrCannotBe() throws Throwable {
        this.scene.source.storable(false);
        get();
        this.scene.source.storable(true);
        this.a.store().failBefore(Operation.PUBLISH);
        get();
        assertThat(this.a.listener().count("loaded")).isEqualTo(2);
        assertThat(this.a.listener().count("stored")).isZero();
    }

    @Test
    void norIsAPut() {
        this.a.put(Scene.KEY, this.policy, "put");
        assertThat(this.a.listener().count("put")).isOne();
        assertThat(this.a.listener().count("stored")).isZero();
    }

    private void get() throws Throwable {
        this.a.get(Scene.KEY, this.policy, this.scene.source);
    }

}
