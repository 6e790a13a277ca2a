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

import java.io.File;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Prints where the shop is, and the command that starts another instance beside this one.
 */
final class SecondInstance {

    private static final Log log = LogFactory.getLog(SecondInstance.class);

    private final @Nullable OtherInstances others;

    SecondInstance(@Nullable OtherInstances others) {
        this.others = others;
    }

    @EventListener
    void print(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        int port = environment.getProperty("local.server.port", Integer.class, 0);
        log.info("The shop is open: http://localhost:%d/totals/DE".formatted(port));
        if (this.others != null) {
            log.info(
                    "Another instance is started in another terminal by this command. It uses the Redis and the database of this instance, and stops with it.\n\n    %s\n"
                        .formatted(command(new ApplicationHome(SecondInstance.class).getSource(),
                                this.others.arguments(port + 1))));
        }
    }

    static String command(@Nullable File source, String arguments) {
        return (source != null && source.isFile()) ? "java -jar %s %s".formatted(source, arguments)
                : "./mvnw -pl sample-app -am spring-boot:run -Dspring-boot.run.arguments=\"%s\"".formatted(arguments);
    }

}
