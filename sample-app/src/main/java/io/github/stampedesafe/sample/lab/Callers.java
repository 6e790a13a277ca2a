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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks instances over HTTP, without a thread for each caller. */
final class Callers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<LaneName, Lane> lanes;

    private final JsonMapper json = new JsonMapper();

    private final ExecutorService executor = Executors.newFixedThreadPool(2, (task) -> {
        Thread thread = new Thread(task, "lab-callers");
        thread.setDaemon(true);
        return thread;
    });

    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .executor(this.executor)
        .build();

    Callers(Map<LaneName, Lane> lanes) {
        this.lanes = lanes;
    }

    /** Asks an instance once in each lane, at the same moment. */
    void ask(Instance instance, int key) {
        for (LaneName lane : LaneName.values()) {
            ask(lane, instance, key);
        }
    }

    private void ask(LaneName name, Instance instance, int key) {
        Lane lane = lane(name);
        Call call = lane.ask(instance.number(), key);
        if (call != null) {
            var unused = this.client
                .sendAsync(request(instance.address().join(), name, key).GET().build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, failure) -> end(lane, call, response));
        }
    }

    private void end(Lane lane, Call call, @Nullable HttpResponse<byte[]> response) {
        if (response == null || response.statusCode() != 200) {
            lane.failed(call);
            return;
        }
        try {
            lane.answered(call, this.json.readValue(response.body(), Answer.class));
        }
        catch (JacksonException ex) {
            lane.failed(call);
        }
    }

    /**
     * Evicts a key and returns when the instance has done it.
     * @return whether it was done
     */
    boolean evict(LaneName lane, Instance instance, int key) throws InterruptedException {
        try {
            HttpRequest request = request(instance.address().join(), lane, key).DELETE().build();
            return this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private static HttpRequest.Builder request(URI address, LaneName lane, int key) {
        return HttpRequest.newBuilder(address.resolve("/%s/%d".formatted(lane.id(), key))).timeout(PATIENCE);
    }

    Lane lane(LaneName name) {
        return Objects.requireNonNull(this.lanes.get(name));
    }

    @Override
    public void close() {
        this.executor.shutdownNow();
    }

}
