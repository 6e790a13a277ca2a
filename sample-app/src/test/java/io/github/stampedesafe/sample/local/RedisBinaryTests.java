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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

class RedisBinaryTests {

    @ParameterizedTest
    @CsvSource({ "Linux, amd64, /redis-server-7.0.15-linux-amd64", "Linux, aarch64, /redis-server-7.0.15-linux-arm64",
            "Mac OS X, x86_64, /redis-server-7.0.15-darwin-amd64",
            "Mac OS X, aarch64, /redis-server-7.0.15-darwin-arm64" })
    void isInTheJarForEverySupportedMachine(String system, String processor, String resource) {
        assertThat(RedisBinary.forMachine(system, processor)).isEqualTo(resource);
        assertThat(getClass().getResource(resource)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({ "Windows 11, amd64", "Linux, riscv64" })
    void saysThatThereIsNone(String system, String processor) {
        assertThatExceptionOfType(NoEmbeddedRedisException.class)
            .isThrownBy(() -> RedisBinary.forMachine(system, processor))
            .withMessage("The Redis server that this sample brings does not exist for %s (%s).", system, processor);
    }

    @Test
    void pointsToComposeInstead() {
        Throwable failure = catchThrowable(() -> RedisBinary.forMachine("Windows 11", "amd64"));
        FailureAnalysis analysis = new NoEmbeddedRedisAnalyzer()
            .analyze(new IllegalStateException("A bean could not be created", failure));
        assertThat(analysis.getDescription())
            .isEqualTo("The Redis server that this sample brings does not exist for Windows 11 (amd64).");
        assertThat(analysis.getAction())
            .isEqualTo("Run 'docker compose -f sample-app/compose.yaml up -d' and start the "
                    + "sample again with '--spring.data.redis.port=6379'.");
    }

}
