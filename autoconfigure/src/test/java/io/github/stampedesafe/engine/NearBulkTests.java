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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls for several keys, some of which this instance holds near. */
class NearBulkTests extends NearCacheTestSupport {

    private final BulkSource source = new BulkSource();

    @BeforeEach
    void stores() {
        put("stored");
    }

    @Test
    void theStoreIsAskedForTheKeysThatHaveNoCopy() throws Throwable {
        get("2");
        this.a.deaf();
        put("newer");
        assertThat(get("1", "2", "3")).as("the signal of 2 is under way")
            .containsExactly("newer 1", "stored 2", "newer 3");
    }

    @Test
    void whatTheStoreAnswersIsHeld() throws Throwable {
        get("2");
        get("1", "2", "3");
        int asked = gets();
        assertThat(get("3", "1", "2")).containsExactly("stored 3", "stored 1", "stored 2");
        assertThat(gets()).isEqualTo(asked);
    }

    @Test
    void aKeyThatIsNotStoredIsLoadedBesideThoseThatAreNear() throws Throwable {
        get("2");
        assertThat(get("4", "2")).containsExactly("v4", "stored 2");
        assertThat(this.source.calls).containsExactly(List.of("4"));
    }

    private void put(String value) {
        for (String key : List.of("1", "2", "3")) {
            this.b.put(BulkSource.key(key), POLICY, value + " " + key);
        }
    }

    private List<@Nullable Object> get(String... keys) throws Throwable {
        return this.source.get(this.a, POLICY, keys);
    }

}
