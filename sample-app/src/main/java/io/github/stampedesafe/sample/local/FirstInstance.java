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
import java.net.InetAddress;
import java.net.Socket;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Binds this instance to the one whose Redis and database it uses, if the command line
 * names one: this instance does not start without the first instance, and stops with it.
 */
final class FirstInstance implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The port on which the first instance waits for the others. */
    static final String PROPERTY = "shop.first-instance";

    private static final Log log = LogFactory.getLog(FirstInstance.class);

    /**
     * Connects to the first instance.
     * @throws NoFirstInstanceException if it does not run
     */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Integer port = context.getEnvironment().getProperty(PROPERTY, Integer.class);
        if (port != null) {
            Socket connection = connect(port);
            context.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) (ready) -> {
                Thread watch = new Thread(() -> stopWith(connection, context), "first-instance");
                watch.setDaemon(true);
                watch.start();
            });
        }
    }

    private static Socket connect(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        }
        catch (IOException ex) {
            throw new NoFirstInstanceException(port, ex);
        }
    }

    private static void stopWith(Socket connection, ConfigurableApplicationContext context) {
        try (connection) {
            awaitEnd(connection);
            if (context.isActive()) {
                log.info("The first instance stops, and Redis and the database with it, so this instance stops too."
                        + " Started again, the first instance prints a new command for this one.");
                hush(context);
                context.close();
            }
        }
        catch (IOException ex) {
            log.debug("The connection to the first instance cannot be closed", ex);
        }
    }

    /** Every other line would only say that Redis and the database are gone. */
    private static void hush(ConfigurableApplicationContext context) {
        context.getBean(LoggingSystem.class).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    }

    private static void awaitEnd(Socket connection) {
        try {
            connection.getInputStream().read();
        }
        catch (IOException ex) {
            log.debug("The first instance was killed", ex);
        }
    }

}
