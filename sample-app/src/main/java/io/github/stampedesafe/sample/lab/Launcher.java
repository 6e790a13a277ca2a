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

package io.github.stampedesafe.sample.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.labinstance.LabInstance;
import io.github.stampedesafe.sample.ShopApplication;

/** Starts instances: this same program as a process of its own, with a small heap. */
final class Launcher {

    /** What configures the shop is not to configure its instances. */
    private static final List<String> FOREIGN = List.of("SPRING_", "SERVER_", "STAMPEDE_SAFE_", "MANAGEMENT_", "LAB_",
            "LOGGING_");

    private final JsonMapper json = new JsonMapper();

    private final Map<String, String> settings;

    /**
     * Creates a launcher.
     * @param settings properties of all instances
     */
    Launcher(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * Starts an instance, whose output has the line that says its port.
     * @param number the instance
     * @param release keys of another release are not its keys
     */
    Process launch(int number, int release) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(new ApplicationHome(ShopApplication.class).getSource()))
            .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf((name) -> FOREIGN.stream().anyMatch(name::startsWith));
        // No argument, because passwords are among them and arguments are public.
        environment.put("SPRING_APPLICATION_JSON", this.json.writeValueAsString(settings(number, release)));
        return builder.start();
    }

    private Map<String, String> settings(int number, int release) {
        Map<String, String> all = new HashMap<>(this.settings);
        all.merge("lab.key-prefix", "release-%d:".formatted(release), String::concat);
        all.put("lab.number", String.valueOf(number));
        return all;
    }

    static List<String> command(@Nullable File source) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dspring.jmx.enabled=false"));
        if (source != null && source.isFile()) {
            command.addAll(List.of("-jar", source.getPath()));
        }
        else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), ShopApplication.class.getName()));
        }
        command.add(LabInstance.SWITCH);
        return command;
    }

}
