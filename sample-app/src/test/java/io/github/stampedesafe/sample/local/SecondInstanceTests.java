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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecondInstanceTests {

    private static final String ARGUMENTS = OtherInstances.arguments(8081, 40001, 40002, 40003);

    @Test
    void isStartedByMavenIfTheFirstWas(@TempDir Path directory) {
        assertThat(SecondInstance.command(directory.toFile(), ARGUMENTS)).isEqualTo("""
                ./mvnw -pl sample-app -am spring-boot:run -Dspring-boot.run.arguments="--server.port=8081 \
                --spring.data.redis.port=40001 --spring.datasource.url=jdbc:h2:tcp://localhost:40002/mem:shop \
                --shop.first-instance=40003\"""");
    }

    @Test
    void isStartedFromTheJarIfTheFirstWas(@TempDir Path directory) throws IOException {
        Path jar = Files.createFile(directory.resolve("sample.jar"));
        assertThat(SecondInstance.command(jar.toFile(), ARGUMENTS)).isEqualTo("""
                java -jar %s --server.port=8081 \
                --spring.data.redis.port=40001 --spring.datasource.url=jdbc:h2:tcp://localhost:40002/mem:shop \
                --shop.first-instance=40003""".formatted(jar));
    }

}
