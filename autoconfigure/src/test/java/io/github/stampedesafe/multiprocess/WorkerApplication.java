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

package io.github.stampedesafe.multiprocess;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * One instance in a process of its own, which obeys a {@link CommandLine}.
 */
@SpringBootApplication(proxyBeanMethods = false)
class WorkerApplication {

    @Bean
    RegisterService registerService(StringRedisTemplate redis) {
        return new RegisterService(redis);
    }

    @Bean
    MissCounter missCounter() {
        return new MissCounter();
    }

    public static void main(String[] args) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(WorkerApplication.class)
            .web(WebApplicationType.NONE)
            .run(args);
        CommandLine.obey(new Callers(context.getBean(RegisterService.class), context.getBean(StringRedisTemplate.class),
                context.getBean(MissCounter.class))::obey);
    }

}
