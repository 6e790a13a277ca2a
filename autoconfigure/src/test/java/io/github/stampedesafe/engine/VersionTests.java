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
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** Writes that arrive in another order than their versions were made. */
class VersionTests {

    private static final PayloadCodec CODEC = new StringCodec();

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final Policy policy = Scene.plain();

    @Test
    void aLatePutOfAnOlderVersionChangesNothing() {
        Change late = this.a.engine().put(Scene.KEY, this.policy, CODEC, "first", 1L);
        this.b.engine().put(Scene.KEY, this.policy, CODEC, "second", 2L).apply();

        late.apply();

        assertThat(get(this.a, 0)).isEqualTo("second");
        assertThat(this.a.listener().count("outdated totals:DE")).isOne();
        assertThat(this.a.listener().count("put")).isZero();
    }

    @Test
    void aCreateThatComesAfterItsDeleteDoesNotBringTheItemBack() {
        Change create = this.a.engine().put(Scene.KEY, this.policy, CODEC, "created", 1L);
        this.b.engine().evict(Scene.KEY, this.policy, 2).apply();

        create.apply();

        this.scene.source.set(null);
        assertThat(get(this.b, 3)).isNull();
    }

    @Test
    void theTraceOfAVersionedEvictLastsForTheTtl() {
        this.b.engine().evict(Scene.KEY, this.policy, 2).apply();
        this.scene.clock.advance(this.policy.ttl());

        this.a.engine().put(Scene.KEY, this.policy, CODEC, "created", 1L).apply();

        assertThat(get(this.b, 3)).isEqualTo("created");
    }

    @Test
    void aLoadThatReadAnOlderVersionIsReturnedToThoseWhoWaitedAndNotStored() {
        this.b.engine().evict(Scene.KEY, this.policy, 2).apply();
        Hold load = this.scene.source.hold();
        Crowd crowd = Crowd.of(4, () -> this.a.get(Scene.KEY, this.policy, new Versioned(this.scene.source, 1)));
        load.awaitReached();
        this.a.waiting().awaitBlocked(3);
        load.release();

        assertThat(crowd.results()).hasSize(4).containsOnly("old");
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("outdated totals:DE")).isOne();
        this.scene.source.set("new");
        assertThat(get(this.b, 2)).isEqualTo("new");
        assertThat(get(this.b, 1)).as("stored").isEqualTo("new");
        this.scene.assertNothingLeaks();
    }

    @Test
    void anOlderVersionedEvictDetachesNoFreshValue() {
        this.b.engine().put(Scene.KEY, this.policy, CODEC, "second", 2L).apply();

        this.a.engine().evict(Scene.KEY, this.policy, 1).apply();

        assertThat(get(this.a, 0)).isEqualTo("second");
        assertThat(this.a.listener().count("evicted")).isZero();
    }

    @Test
    void aVersionedNullThatIsNotKeptEvictsItsVersion() {
        Policy noNulls = Scene.policy(Scene.rules().with(NULL_TTL, Scene.seconds(0)));
        this.b.engine().put(Scene.KEY, noNulls, CODEC, null, 2L).apply();

        this.a.engine().put(Scene.KEY, noNulls, CODEC, "late", 1L).apply();

        assertThat(get(this.a, 3)).isEqualTo("old");
    }

    private Object get(Instance instance, long version) {
        return Crowd.of(1, () -> instance.get(Scene.KEY, this.policy, new Versioned(this.scene.source, version)))
            .result();
    }

    private record Versioned(Load source, long version) implements Load {

        @Override
        public Object load() throws Throwable {
            return this.source.load();
        }

        @Override
        public Long versionOf(Object value) {
            return this.version;
        }

    }

}
