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

package io.github.stampedesafe.benchmarks.migration;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.acme.goods.Goods;
import com.acme.goods.GoodsApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.multiprocess.CommandLine;

/** Callers of one instance, in a process of its own, which a test tells what to do. */
class GoodsProcess {

    private final Goods goods;

    private final StringRedisTemplate redis;

    private final URI address;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile boolean isClosed;

    GoodsProcess(ApplicationContext context) {
        this.goods = context.getBean(Goods.class);
        this.redis = context.getBean(StringRedisTemplate.class);
        this.address = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
    }

    public static void main(String[] args) {
        ApplicationContext context = SpringApplication.run(GoodsApplication.class, args);
        CommandLine.obey(new GoodsProcess(context)::obey);
    }

    /**
     * Carries out {@code storm kind key callers}, {@code trade key threads},
     * {@code close}, {@code stock key}, {@code sell|move|count key stock} and
     * {@code threads}.
     */
    private String obey(String[] command) {
        return switch (command[0]) {
            case "storm" -> storm(command[1], command[2], Integer.parseInt(command[3]));
            case "trade" -> trade(command[1], Integer.parseInt(command[2]));
            case "close" -> {
                this.isClosed = true;
                yield "closed";
            }
            case "stock" -> Long.toString(this.goods.stock(command[1]));
            case "threads" -> Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount());
            default -> change(command[0], command[1], Long.parseLong(command[2]));
        };
    }

    private String storm(String kind, String key, int callers) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(call(kind, key, threads));
            }
            Set<String> seen = new TreeSet<>();
            answers.forEach((answer) -> seen.add(answer.join()));
            return answers.size() + " callers got " + seen;
        }
        finally {
            threads.shutdown();
        }
    }

    private CompletableFuture<String> call(String kind, String key, ExecutorService threads) {
        return switch (kind) {
            case "plain" -> blocking(key, () -> this.goods.plain(key), threads);
            case "sync" -> blocking(key, () -> this.goods.sync(key), threads);
            case "future" -> arrived(key, this.goods.future(key));
            default -> arrived(key,
                    this.http
                        .sendAsync(HttpRequest.newBuilder(this.address.resolve("/goods/" + key)).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .thenApply(HttpResponse::body));
        };
    }

    private CompletableFuture<String> blocking(String key, Supplier<String> call, ExecutorService threads) {
        return CompletableFuture.supplyAsync(() -> {
            arrived(key, call);
            return call.get();
        }, threads);
    }

    private <T> T arrived(String key, T value) {
        this.redis.opsForValue().increment("arrived:" + key);
        return value;
    }

    /** Reads until it is told to stop, and counts the answers that go back in time. */
    private String trade(String key, int threads) {
        ExecutorService traders = Executors.newFixedThreadPool(threads);
        List<CompletableFuture<Long>> results = IntStream.range(0, threads)
            .mapToObj((i) -> CompletableFuture.supplyAsync(() -> backwards(key), traders))
            .toList();
        traders.shutdown();
        return Long.toString(results.stream().mapToLong(CompletableFuture::join).sum());
    }

    private long backwards(String key) {
        long last = 0;
        long backwards = 0;
        while (!this.isClosed) {
            long stock = this.goods.stock(key);
            backwards += (stock < last) ? 1 : 0;
            last = stock;
        }
        return backwards;
    }

    private String change(String how, String key, long stock) {
        switch (how) {
            case "sell" -> this.goods.sell(key, stock);
            case "move" -> this.goods.move(key, stock);
            case "count" -> this.goods.count(key, stock);
            default -> throw new IllegalArgumentException(how);
        }
        return "changed";
    }

}
