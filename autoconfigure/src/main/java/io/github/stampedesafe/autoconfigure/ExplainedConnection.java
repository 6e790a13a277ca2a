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

import io.lettuce.core.api.StatefulRedisConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

import io.github.stampedesafe.redis.ExplainsFailures;

/** A connection whose failures say where and why. */
final class ExplainedConnection extends LettuceConnection implements ExplainsFailures {

    private final CommandProblem problem;

    ExplainedConnection(@Nullable StatefulRedisConnection<byte[], byte[]> shared, LettuceConnectionProvider provider,
            long timeoutMillis, int database, CommandProblem problem) {
        super(shared, provider, timeoutMillis, database);
        this.problem = problem;
    }

    @Override
    protected DataAccessException convertLettuceAccessException(Exception cause) {
        return explain(cause);
    }

    @Override
    public DataAccessException explain(Exception failure) {
        return this.problem.explain(failure, super.convertLettuceAccessException(failure));
    }

}
