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

import java.io.IOException;
import java.util.List;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;

import io.github.stampedesafe.redis.AnswerWatch;
import io.github.stampedesafe.redis.RedisAnswerException;

/**
 * Says which server a command failed at, and why there is no connection to it. Lettuce
 * says "Currently not connected" and "Command timed out".
 */
final class CommandProblem {

    /** What Lettuce fails commands with when their connection ends. */
    private static final List<String> LOST = List.of("Currently not connected", "Connection closed",
            "Connection disconnected");

    private final ConnectionProblem problem;

    private final HandshakeWitness witness;

    CommandProblem(ConnectionProblem problem, HandshakeWitness witness) {
        this.problem = problem;
        this.witness = witness;
    }

    /**
     * Returns the exception for the caller.
     * @param failure what Lettuce threw
     * @param translated what Spring Data makes of it
     */
    DataAccessException explain(Exception failure, DataAccessException translated) {
        if (AnswerWatch.isGivenUp(failure)) {
            return new QueryTimeoutException(this.problem.givenUp(), failure);
        }
        if (translated instanceof QueryTimeoutException) {
            return new QueryTimeoutException(this.problem.unanswered(), failure);
        }
        if (failure instanceof RedisConnectionException) {
            return new RedisConnectionFailureException(this.problem.sentence(failure), failure);
        }
        if (isLost(failure)) {
            return new RedisConnectionFailureException(this.problem.lost(this.witness.latestFailure()), failure);
        }
        return (translated.getCause() instanceof RedisCommandExecutionException answer)
                ? new RedisAnswerException(this.problem.answered(answer), answer) : translated;
    }

    private static boolean isLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof IOException || (cause instanceof RedisException && message != null
                    && LOST.stream().anyMatch(message::startsWith))) {
                return true;
            }
        }
        return false;
    }

}
