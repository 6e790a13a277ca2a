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

package io.github.stampedesafe.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One running instance of the shop, with a database of its own, and calls to it. */
public final class Shop implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Opens a shop on a free port.
     * @param bean replaces what the shop has of its type
     * @param arguments further command line arguments
     */
    public static Shop openWith(Object bean, String... arguments) {
        SpringApplication application = new SpringApplication(ShopApplication.class);
        application.addInitializers((context) -> register(bean, (GenericApplicationContext) context));
        return open(application, arguments);
    }

    /**
     * Opens a shop on a free port.
     * @param arguments further command line arguments
     */
    public static Shop open(String... arguments) {
        return open(new SpringApplication(ShopApplication.class), arguments);
    }

    private static Shop open(SpringApplication application, String... arguments) {
        return new Shop(application.run(Stream
            .concat(Stream.of("--server.port=0", "--spring.datasource.generate-unique-name=true"), Stream.of(arguments))
            .toArray(String[]::new)));
    }

    @SuppressWarnings("unchecked")
    private static <T> void register(T bean, GenericApplicationContext context) {
        context.registerBean((Class<T>) bean.getClass(), () -> bean, (definition) -> definition.setPrimary(true));
    }

    /** Returns the port of the Redis that this instance uses. */
    public int redisPort() {
        return Objects.requireNonNull(this.context.getBean(DataRedisConnectionDetails.class).getStandalone()).getPort();
    }

    /** Returns the address of a path of this instance. */
    public String address(String path) {
        return "http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path;
    }

    /** Sends that many requests at once. */
    public Stream<CompletableFuture<String>> getAtOnce(int requests, String path) {
        List<CompletableFuture<String>> answers = Stream
            .generate(() -> this.client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString()))
            .limit(requests)
            .map((response) -> response.thenApply(HttpResponse::body))
            .toList();
        return answers.stream();
    }

    /** Sends a request and returns the body of its answer. */
    public String get(String path) {
        return send(request(path)).body();
    }

    /** Sends a body and returns the status of the answer. */
    public int post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))).statusCode();
    }

    /** Sends a request of that method without a body. */
    public HttpResponse<String> send(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
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

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address(path)));
    }

    @Override
    public void close() {
        this.context.close();
    }

}
