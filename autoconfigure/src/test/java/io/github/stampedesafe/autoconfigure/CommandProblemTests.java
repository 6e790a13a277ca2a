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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

import io.github.stampedesafe.autoconfigure.RedisTarget.Credentials;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;

import static org.assertj.core.api.Assertions.assertThat;

/** What a command without a result is said to have failed at. */
class CommandProblemTests {

    private final RedisTarget target = new RedisTarget(new Server(new Node("localhost", 6379), 0), Credentials.NONE,
            false, null);

    private final CommandProblem problem = new CommandProblem(
            new ConnectionProblem(this.target, Duration.ofMillis(500)), new HandshakeWitness());

    @Test
    void aValueThatWasStillOnItsWayIsNoSilence() {
        RedisException lettuce = new RedisCommandTimeoutException("The value was still on its way after 5000 ms");
        for (RedisException failure : new RedisException[] { lettuce, new RedisException(lettuce) }) {
            DataAccessException explained = this.problem.explain(failure, new QueryTimeoutException("", failure));
            assertThat(explained).isInstanceOf(QueryTimeoutException.class)
                .hasCause(failure)
                .hasMessage("The value was still on its way to or from Redis at localhost:6379 after 5000 ms. Cache "
                        + "smaller values, or raise 'stampede-safe.redis.timeout'");
        }
    }

    @Test
    void aCommandWithoutAReplyIsUnanswered() {
        RedisException failure = new RedisCommandTimeoutException("Command timed out after 500 ms");
        assertThat(this.problem.explain(failure, new QueryTimeoutException("", failure)))
            .isInstanceOf(QueryTimeoutException.class)
            .hasCause(failure)
            .hasMessage("No answer of Redis at localhost:6379 within 500 ms");
    }

}
