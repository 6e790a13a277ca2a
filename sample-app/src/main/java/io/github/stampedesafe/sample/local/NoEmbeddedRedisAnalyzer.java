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

package io.github.stampedesafe.sample.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to get a Redis instead of printing a stack trace. */
final class NoEmbeddedRedisAnalyzer extends AbstractFailureAnalyzer<NoEmbeddedRedisException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoEmbeddedRedisException cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Run 'docker compose -f sample-app/compose.yaml up -d' and start the sample again with"
                        + " '--spring.data.redis.port=6379'.",
                cause);
    }

}
