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

import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.COMPRESS_ABOVE;
import static io.github.stampedesafe.policy.PolicySettings.MAX_ENTRY_SIZE;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that are too large to be stored, or long enough to be compressed. */
class PayloadSizeTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final PayloadCodec codec = new StringCodec();

    private Policy policy = Scene.plain();

    @Test
    void aValueThatIsTooLargeReachesAllWhoWaitAndIsNotStored() {
        this.policy = Scene.policy(Scene.rules().with(MAX_ENTRY_SIZE, new ByteSize(3)));
        this.scene.source.set("four");
        assertThat(crowdOver(8).results()).hasSize(8).containsOnly("four");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("oversized totals:DE 4B 3B")).isOne();
        this.scene.source.set("six");
        assertThat(callers(1).result()).isEqualTo("six");
        assertThat(this.scene.shared.get(Scene.KEY)).isNotNull();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aPutOfAValueThatIsTooLargeRemovesTheKey() {
        this.policy = Scene.policy(Scene.rules().with(MAX_ENTRY_SIZE, new ByteSize(3)));
        this.a.put(Scene.KEY, this.policy, "old");
        this.a.put(Scene.KEY, this.policy, "four");
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        assertThat(this.a.listener().count("oversized totals:DE 4B 3B")).isOne();
        this.a.engine().put(Scene.KEY, this.policy, this.codec, "four", 7L).apply();
        assertThat(this.scene.shared.get(Scene.KEY).kind()).isEqualTo(Entry.Kind.TOMBSTONE);
    }

    @Test
    void aValueAboveTheThresholdIsStoredCompressedAndReadWhateverTheReadersSettingsAre() {
        String text = "x".repeat(1_000);
        this.policy = Scene
            .policy(Scene.rules().with(MAX_ENTRY_SIZE, new ByteSize(100)).with(COMPRESS_ABOVE, new ByteSize(999)));
        this.scene.source.set(text);
        assertThat(callers(1).result()).isEqualTo(text);
        Payload payload = this.scene.shared.get(Scene.KEY).payload();
        assertThat(payload.isCompressed()).isTrue();
        assertThat(payload.bytes()).hasSizeLessThan(100);
        this.policy = Scene.plain();
        assertThat(callers(1).result()).isEqualTo(text);
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aValueThatIsNotAboveTheThresholdOrDoesNotGetShorterIsStoredAsItIs() {
        this.policy = Scene.policy(Scene.rules().with(COMPRESS_ABOVE, new ByteSize(4)));
        this.a.put(Scene.KEY, this.policy, "four");
        assertThat(this.scene.shared.get(Scene.KEY).payload().isCompressed()).isFalse();
        this.a.put(Scene.KEY, this.policy, "abcdefgh");
        assertThat(this.scene.shared.get(Scene.KEY).payload().isCompressed()).isFalse();
        assertThat(callers(1).result()).isEqualTo("abcdefgh");
        this.policy = Scene.policy(Scene.rules().with(COMPRESS_ABOVE, new ByteSize(1_000)));
        this.a.put(Scene.KEY, this.policy, "x".repeat(1_000));
        assertThat(this.scene.shared.get(Scene.KEY).payload().isCompressed()).isFalse();
        this.policy = Scene.policy(Scene.rules().with(COMPRESS_ABOVE, new ByteSize(0)));
        this.a.put(Scene.KEY, this.policy, "x".repeat(1_000));
        assertThat(this.scene.shared.get(Scene.KEY).payload().isCompressed()).isFalse();
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

}
