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
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SingleFlightCachesTests {

    private final Scene scene = new Scene();

    @Test
    void keyThatCannotBeMadeNamesTheCache() {
        StampedeSafeCache cache = new SingleFlightCaches(this.scene.a.engine(), (name, type) -> new StringCodec(),
                (name, annotation) -> Scene.policy(Scene.rules()), Change::apply)
            .cache("reports");
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> cache.evict(new AtomicInteger()))
            .withMessageStartingWith("There is no such key in cache 'reports': Cannot make a key of a ");
    }

    @Test
    void loadsOfACacheInCodeTakeTurnsByTheirFairnessKey() {
        StampedeSafeCache cache = new SingleFlightCaches(this.scene.a.engine(), (name, type) -> new StringCodec(),
                (name, annotation) -> Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1)), Change::apply)
            .cache("reports");
        Tenants tenants = new Tenants(1);
        List<Crowd> crowds = new ArrayList<>();
        for (String name : List.of("A0", "A1", "A2", "B1")) {
            crowds.add(Crowd.one(() -> cache.get(name, String.class, name.substring(0, 1), () -> tenants.run(name))));
            tenants.awaitBegun();
            this.scene.a.waiting().awaitBlocked(crowds.size() - 1);
        }
        tenants.open();
        crowds.forEach(Crowd::results);
        assertThat(tenants.order()).containsExactly("A0", "A1", "B1", "A2");
    }

}
