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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the page and frames that a test has chosen, ten a second, and remembers what the
 * page asked for.
 */
final class ScriptedLab implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=utf-8", "css", "text/css", "js",
            "text/javascript", "svg", "image/svg+xml", "woff2", "font/woff2");

    private final JsonMapper json = JsonMapper.builder().build();

    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final AtomicLong time = new AtomicLong();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private final HttpServer server;

    private volatile @Nullable ScriptedFrame frame = new ScriptedFrame(2);

    private volatile @Nullable String refusal;

    private ScriptedLab(HttpServer server) {
        this.server = server;
    }

    static ScriptedLab start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScriptedLab lab = new ScriptedLab(server);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", lab::serve);
        server.createContext("/lab/", lab::answer);
        server.createContext("/lab/stream", lab::listen);
        server.start();
        lab.clock.scheduleAtFixedRate(lab::tick, 0, 100, TimeUnit.MILLISECONDS);
        return lab;
    }

    String address() {
        return "http://localhost:" + this.server.getAddress().getPort() + "/";
    }

    /** Sends that frame from now on, or none at all. */
    void show(@Nullable ScriptedFrame frame) {
        this.frame = frame;
    }

    void tell(String id, String title, String state, String sentence, @Nullable Map<String, Object> figures) {
        Map<String, Object> story = new HashMap<>(
                Map.of("id", id, "title", title, "state", state, "sentence", sentence));
        story.put("figures", figures);
        send("story", story);
    }

    /** Refuses every button from now on, or no longer. */
    void refuse(@Nullable String sentence) {
        this.refusal = sentence;
    }

    /**
     * Returns what the page has asked for since the last call, such as
     * {@code /lab/scenario/cold}.
     */
    List<String> asked() {
        List<String> all = List.copyOf(this.asked);
        this.asked.clear();
        return all;
    }

    private void tick() {
        ScriptedFrame now = this.frame;
        if (now != null) {
            send("frame", now.at(this.time.addAndGet(100)));
        }
    }

    private synchronized void send(String event, Map<String, Object> data) {
        byte[] message = "event: %s\ndata: %s\n\n".formatted(event, this.json.writeValueAsString(data))
            .getBytes(StandardCharsets.UTF_8);
        for (OutputStream listener : this.listeners) {
            try {
                listener.write(message);
                listener.flush();
            }
            catch (IOException ex) {
                this.listeners.remove(listener);
            }
        }
    }

    private void listen(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        this.listeners.add(exchange.getResponseBody());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        this.asked.add((exchange.getRequestURI().getPath() + " " + body).strip());
        String sentence = this.refusal;
        if (sentence == null) {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        respond(exchange, 409, this.json.writeValueAsBytes(Map.of("detail", sentence)));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "/index.html" : path;
        try (InputStream file = ScriptedLab.class.getResourceAsStream("/static" + name)) {
            if (file == null) {
                respond(exchange, 404, new byte[0]);
                return;
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
            exchange.getResponseHeaders().set("Content-Type", type);
            respond(exchange, 200, file.readAllBytes());
        }
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, (body.length == 0) ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.clock.shutdownNow();
        this.server.stop(0);
    }

}
