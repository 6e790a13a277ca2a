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

package io.github.stampedesafe.chaos;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.event.PauseReport;
import io.github.stampedesafe.multiprocess.CommandLine;

/** One instance in a process of its own, whose loads do what they are told. */
@SpringBootApplication(proxyBeanMethods = false)
class ChaosApplication {

    @Bean
    OverdueCounter overdueCounter() {
        return new OverdueCounter();
    }

    public static void main(String[] args) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(ChaosApplication.class)
            .web(WebApplicationType.NONE)
            .run(args);
        ScriptedLoads loads = new ScriptedLoads(context.getEnvironment().getRequiredProperty("worker"));
        StampedeSafeCaches caches = context.getBean(StampedeSafeCaches.class);
        CommandLine.obey(new ChaosCommands(new Calls(caches, loads), new Traffic(caches, loads), loads,
                context.getBean(OverdueCounter.class), context.getBean(PauseReport.class)));
    }

}
