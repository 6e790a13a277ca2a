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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens to a lab beside the page, so that a test can compare what the page shows with
 * what was sent.
 */
final class LabStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final JsonMapper json = JsonMapper.builder().build();

    private final Thread listener;

    private volatile @Nullable JsonNode frame;

    private volatile @Nullable JsonNode story;

    private LabStream(String address) {
        this.listener = new Thread(() -> listen(address), "lab-stream");
        this.listener.setDaemon(true);
    }

    static LabStream of(String address) {
        LabStream stream = new LabStream(address);
        stream.listener.start();
        return stream;
    }

    private void listen(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        try {
            String event = "";
            for (String line : (Iterable<String>) HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()::iterator) {
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                }
                else if (line.startsWith("data:")) {
                    receive(event, this.json.readTree(line.substring(5)));
                }
            }
        }
        catch (IOException | UncheckedIOException ex) {
            // The lab has ended.
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(String event, JsonNode data) {
        if (event.equals("frame")) {
            this.frame = data;
        }
        else if (event.equals("story")) {
            this.story = data;
        }
    }

    /**
     * Waits for a frame in which no scenario runs, every instance is up and nobody waits.
     */
    JsonNode awaitRest() {
        return awaitFrame((frame) -> frame.path("scenario").isNull()
                && frame.path("redis").path("state").asString().equals("up") && frame.path("instances").size() > 1
                && frame.path("instances")
                    .valueStream()
                    .allMatch((instance) -> !instance.path("state").asString().equals("starting"))
                && frame.path("lanes").valueStream().allMatch(LabStream::isCalm));
    }

    private static boolean isCalm(JsonNode lane) {
        return lane.path("database").path("running").asInt() == 0
                && lane.path("waiting").valueStream().allMatch((waiting) -> waiting.path("callers").asInt() == 0);
    }

    /** Waits for a frame that is sent from now on. */
    JsonNode awaitFrame(Predicate<JsonNode> wanted) {
        this.frame = null;
        return Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> this.frame, (frame) -> frame != null && wanted.test(frame));
    }

    /** Waits until a scenario has told how it ended. */
    JsonNode awaitEnd(String id) {
        return Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> this.story, (story) -> story != null && story.path("id").asString().equals(id)
                    && story.path("state").asString().equals("done"));
    }

    /** Forgets the last story. */
    void forgetStory() {
        this.story = null;
    }

    @Override
    public void close() {
        this.listener.interrupt();
    }

}
