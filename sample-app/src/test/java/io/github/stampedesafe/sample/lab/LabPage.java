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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An open page of the lab: what a browser receives, and its buttons. */
final class LabPage implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final JsonMapper json = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    private final URI lab;

    private final Stream<String> stream;

    private volatile @Nullable JsonNode frame;

    private volatile @Nullable JsonNode story;

    LabPage(URI lab) throws IOException, InterruptedException {
        this.lab = lab;
        this.stream = this.client
            .send(HttpRequest.newBuilder(lab.resolve("/lab/stream")).build(), HttpResponse.BodyHandlers.ofLines())
            .body();
        Thread reader = new Thread(this::read, "page");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        String event = "";
        try {
            for (Iterator<String> lines = this.stream.iterator(); lines.hasNext();) {
                String line = lines.next();
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length());
                }
                else if (line.startsWith("data:")) {
                    show(event, this.json.readTree(line.substring("data:".length())));
                }
            }
        }
        catch (UncheckedIOException ex) {
            // The lab is gone, or the page has been closed.
        }
    }

    private void show(String event, JsonNode data) {
        if (event.equals("frame")) {
            this.frame = data;
        }
        else {
            this.story = data;
        }
    }

    /** Waits for a frame like that, which is newer than the call. */
    JsonNode awaitFrame(Predicate<JsonNode> wanted) {
        JsonNode old = this.frame;
        return await(() -> this.frame, (shown) -> shown != old && wanted.test(shown));
    }

    /** Waits until no database has been asked anything for so long. */
    JsonNode awaitQuiet(Duration quiet) {
        AtomicReference<List<Long>> totals = new AtomicReference<>(List.of());
        Awaitility.await().atMost(LONGEST).during(quiet).until(() -> {
            List<Long> now = totals(awaitFrame((shown) -> true));
            return now.equals(totals.getAndSet(now));
        });
        return awaitFrame((shown) -> true);
    }

    private static List<Long> totals(JsonNode frame) {
        return Arrays.stream(LaneName.values())
            .map((lane) -> frame.at("/lanes/%s/database/total".formatted(lane.id())).asLong())
            .toList();
    }

    void awaitInstances(int number) {
        awaitFrame((shown) -> Stream.iterate(0, (i) -> i + 1)
            .limit(shown.get("instances").size())
            .filter((i) -> shown.at("/instances/%d/state".formatted(i)).asString().equals("up"))
            .count() == number);
    }

    /** Presses a button and returns its story when it is done. */
    JsonNode play(String path) {
        JsonNode old = this.story;
        HttpResponse<String> answer = post(path, "");
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return await(() -> this.story, (told) -> told != old && told.get("state").asString().equals("done"));
    }

    private JsonNode await(Callable<@Nullable JsonNode> shown, Predicate<JsonNode> wanted) {
        CompletableFuture<JsonNode> found = new CompletableFuture<>();
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(() -> {
            JsonNode current = shown.call();
            return current != null && wanted.test(current) && found.complete(current);
        });
        return found.join();
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(this.lab.resolve("/lab" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.stream.close();
    }

}
