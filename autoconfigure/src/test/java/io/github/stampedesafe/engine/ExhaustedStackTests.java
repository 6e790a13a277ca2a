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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads that call each other until no stack is left. */
class ExhaustedStackTests {

    private static final Policy BOUNDED = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));

    private final Scene scene = new Scene();

    private final Instance instance = this.scene.a;

    @ParameterizedTest
    @ValueSource(ints = { 256, 300, 333, 384, 417, 512, 555, 640, 777, 900, 1024 })
    void aStackThatIsUsedUpLeavesNothingBehind(int kilobytes) throws Throwable {
        assertThat(thrown(kilobytes, Scene.plain())).isInstanceOf(StackOverflowError.class);
        assertThat(this.instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(thrown(kilobytes, BOUNDED)).isInstanceOf(StackOverflowError.class);
        assertThat(this.instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(this.instance.get(key(1), Scene.plain(), () -> "loaded")).isEqualTo("loaded");
    }

    private @Nullable Throwable thrown(int kilobytes, Policy policy) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(null, () -> {
            try {
                load(policy, 1);
            }
            catch (Throwable ex) {
                thrown[0] = ex;
            }
        }, "small", 1024L * kilobytes);
        thread.start();
        thread.join();
        return thrown[0];
    }

    private @Nullable Object load(Policy policy, int depth) throws Throwable {
        return this.instance.get(key(depth), policy, () -> load(policy, depth + 1));
    }

    private static CacheKey key(int depth) {
        return new CacheKey("chain", "key" + depth);
    }

}
