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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.stampedesafe.sample.local.EmbeddedRedis;

/** The lab: it opens with its first page and closes with the shop. */
final class Lab {

    private static final Log log = LogFactory.getLog(Lab.class);

    private final @Nullable EmbeddedRedis redis;

    private final Environment environment;

    private @Nullable OpenLab open;

    private boolean closed;

    Lab(@Nullable EmbeddedRedis redis, Environment environment) {
        this.redis = redis;
        this.environment = environment;
    }

    SseEmitter watch() {
        return open().watch();
    }

    void traffic(int perSecond) {
        open().traffic(perSecond);
    }

    void play(String id) {
        open().play(id);
    }

    void play(Scenario scenario) {
        open().play(scenario);
    }

    @EventListener
    void print(ApplicationReadyEvent ready) {
        log.info("Stampede Lab: http://localhost:%s/"
            .formatted(this.environment.getProperty("local.server.port", "8080")));
    }

    private synchronized OpenLab open() {
        if (this.closed) {
            throw Refusal.conflict("The lab is closing.");
        }
        if (this.open == null) {
            this.open = OpenLab.open(this.environment, this.redis);
        }
        return this.open;
    }

    /** Closes before the web server, which would wait for the open pages. */
    @EventListener(ContextClosedEvent.class)
    synchronized void close() {
        this.closed = true;
        if (this.open != null) {
            this.open.close();
        }
    }

}
