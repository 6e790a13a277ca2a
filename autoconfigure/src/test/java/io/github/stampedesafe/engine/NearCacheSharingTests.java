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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.NearCacheShare;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

/** Which callers are given one object by a near copy. */
class NearCacheSharingTests extends NearCacheTestSupport {

    @Test
    void callersThatChangeTheirValueHarmNobody() throws Throwable {
        PayloadCodec lists = new ListCodec();
        List<?> first = (List<?>) list(POLICY, lists);
        first.clear();
        List<?> second = (List<?>) list(POLICY, lists);
        assertThat(second).isNotSameAs(first).isEqualTo(List.of("a", "b"));
        second.clear();
        assertThat(list(POLICY, lists)).isEqualTo(List.of("a", "b"));
    }

    @Test
    void callersThatPromiseNotToChangeTheirValueShareIt() throws Throwable {
        Policy shared = Scene.policy(RULES.with(NEAR_CACHE_SHARE, NearCacheShare.ALWAYS));
        PayloadCodec lists = new ListCodec();
        list(shared, lists);
        Object second = list(shared, lists);
        assertThat(list(shared, lists)).isSameAs(second);
    }

    @Test
    void callersShareWhatCannotChange() {
        fill();
        Object first = get(this.a);
        assertThat(get(this.a)).isSameAs(first);
    }

    private @Nullable Object list(Policy policy, PayloadCodec codec) throws Throwable {
        return this.a.engine().get(Scene.KEY, policy, codec, () -> new ArrayList<>(List.of("a", "b")));
    }

}
