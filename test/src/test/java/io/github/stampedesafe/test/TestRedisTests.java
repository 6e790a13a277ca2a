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

package io.github.stampedesafe.test;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.test.redis.RedisServers.Address;
import io.github.stampedesafe.test.redis.RedisServers.Server;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TestRedisTests {

    @Test
    void aServerThatOthersMayUseDoesNotRefuseWrites() {
        TestRedis redis = new TestRedis(new Server(new Address("127.0.0.1", 1), true, () -> {
        }));

        assertThatIllegalStateException().isThrownBy(redis::refuseWrites)
            .withMessage("The server named by 'STAMPEDE_TEST_REDIS' must not refuse writes, because other tests may "
                    + "use it. Leave 'STAMPEDE_TEST_REDIS' out to get a server for each test class.");
        redis.close();
    }

    @Test
    void thereIsAtLeastOneInstance() {
        assertThatIllegalArgumentException()
            .isThrownBy(
                    () -> new StampedeSafeTestCustomizerFactory().createContextCustomizer(NoInstance.class, List.of()))
            .withMessage("'instances' of @StampedeSafeTest must be at least 1 but is 0 on " + NoInstance.class.getName()
                    + ". Leave it out for one instance.");
    }

    @StampedeSafeTest(instances = 0)
    static class NoInstance {

    }

}
