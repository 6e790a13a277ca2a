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

package io.github.stampedesafe.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The line at the start of an application. */
@ExtendWith(OutputCaptureExtension.class)
class StartLineIT {

    @Test
    void theStartSaysWhatIsProtectedAsThePageHasIt(CapturedOutput output) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        String line = page.lines()
            .filter((text) -> text.startsWith("Stampede Safe protects"))
            .findFirst()
            .orElseThrow();
        try (RedisProcess redis = RedisProcess.start()) {
            OperatedShop.open(redis).close();
            assertThat(output.getOut().lines().filter((text) -> text.endsWith(": " + line))).hasSize(1);
            OperatedShop.open(redis, "--logging.structured.format.console=logstash").close();
            assertThat(output.getOut().lines().filter((text) -> text.contains('"' + line + '"'))).singleElement()
                .asString()
                .contains("\"level\":\"INFO\"", "\"count\":1");
        }
        finally {
            // Boot leaves it behind, for all applications that come after.
            System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
        }
    }

}
