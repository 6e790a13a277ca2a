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

package io.github.stampedesafe.history;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.multiprocess.CommandLine;

/** One instance in a process of its own, whose readers and writers make history. */
@SpringBootApplication(proxyBeanMethods = false)
class HistoryApplication {

    public static void main(String[] args) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(HistoryApplication.class)
            .web(WebApplicationType.NONE)
            .run(args);
        Environment environment = context.getEnvironment();
        Register register = new Register(environment.getRequiredProperty("register.port", Integer.class));
        HistoryMakers makers = new HistoryMakers(environment.getRequiredProperty("worker"),
                context.getBean(StampedeSafeCaches.class).cache(HistoryMakers.CACHE), register);
        CommandLine.obey((words) -> switch (words[0]) {
            case "run" -> makers.run(Long.parseLong(words[1]), words[2]);
            case "nanoTime" -> Long.toString(System.nanoTime());
            default -> throw new IllegalArgumentException(words[0]);
        });
    }

}
