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

package io.github.stampedesafe.sample.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** One frame of a lab that does not run, at rest unless something else is said. */
final class ScriptedFrame {

    private final Map<String, Lane> lanes = Map.of("unprotected", new Lane(), "protected", new Lane());

    private final List<Map<String, Object>> instances = new ArrayList<>();

    private @Nullable String scenario;

    private String redis = "up";

    private boolean embedded = true;

    ScriptedFrame(int instances) {
        for (int n = 1; n <= instances; n++) {
            instance(n, "up");
        }
    }

    ScriptedFrame instance(int n, String state) {
        this.instances.removeIf((instance) -> Integer.valueOf(n).equals(instance.get("n")));
        this.instances.add(Map.of("n", n, "state", state));
        return this;
    }

    ScriptedFrame scenario(String id) {
        this.scenario = id;
        return this;
    }

    ScriptedFrame redis(String state, boolean embedded) {
        this.redis = state;
        this.embedded = embedded;
        return this;
    }

    Lane lane(String name) {
        return Objects.requireNonNull(this.lanes.get(name));
    }

    Map<String, Object> at(long t) {
        Map<String, Object> frame = new HashMap<>();
        frame.put("t", t);
        frame.put("perSecond", 40);
        frame.put("scenario", this.scenario);
        frame.put("redis", Map.of("state", this.redis, "embedded", this.embedded));
        frame.put("query", Map.of("millis", 300, "capacity", 8, "failing", false));
        frame.put("ttl", 4000);
        frame.put("stale", 4000);
        frame.put("instances", this.instances);
        frame.put("lanes", Map.of("unprotected", lane("unprotected").json(), "protected", lane("protected").json()));
        return frame;
    }

    /** What one lane says. */
    static final class Lane {

        private final List<Map<String, Object>> waiting = new ArrayList<>();

        private final Map<String, Object> recent = new HashMap<>();

        private int running;

        private int queued;

        private long total;

        private long failed;

        private @Nullable Long age;

        private boolean stored;

        Lane waiting(int n, int sent, int callers, int queries) {
            this.waiting.add(Map.of("n", n, "sent", sent, "callers", callers, "queries", queries));
            return this;
        }

        Lane database(int running, int queued, long total) {
            this.running = running;
            this.queued = queued;
            this.total = total;
            return this;
        }

        Lane recent(double p50, double max) {
            this.recent.put("p50", p50);
            this.recent.put("max", max);
            return this;
        }

        Lane failed(long failed) {
            this.failed = failed;
            return this;
        }

        Lane value(long age, boolean stored) {
            this.age = age;
            this.stored = stored;
            return this;
        }

        private Map<String, Object> json() {
            Map<String, Object> value = new HashMap<>();
            value.put("age", this.age);
            value.put("version", 1);
            value.put("stored", this.stored);
            return Map.of("callers", 0, "answered", 0, "failed", this.failed, "recent", this.recent, "waiting",
                    this.waiting, "database",
                    Map.of("running", this.running, "queued", this.queued, "total", this.total), "value", value);
        }

    }

}
