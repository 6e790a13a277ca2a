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

import java.util.Locale;

/**
 * Which of the Redis servers in the jar of {@code org.signal:embedded-redis} runs here.
 */
final class RedisBinary {

    private RedisBinary() {
    }

    /**
     * Returns the name of the resource for this machine.
     * @throws NoEmbeddedRedisException if there is none
     */
    static String forThisMachine() {
        return forMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static String forMachine(String system, String processor) {
        return "/redis-server-7.0.15-%s-%s".formatted(system(system, processor), processor(system, processor));
    }

    private static String system(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return "linux";
        }
        if (name.startsWith("mac")) {
            return "darwin";
        }
        throw unsupported(system, processor);
    }

    private static String processor(String system, String processor) {
        return switch (processor) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> throw unsupported(system, processor);
        };
    }

    private static NoEmbeddedRedisException unsupported(String system, String processor) {
        return new NoEmbeddedRedisException("does not exist for %s (%s)".formatted(system, processor), null);
    }

}
