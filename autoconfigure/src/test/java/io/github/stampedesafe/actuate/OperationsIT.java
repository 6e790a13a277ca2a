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

package io.github.stampedesafe.actuate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The lines of {@code docs/operations.md}, run, and what they say and do. */
class OperationsIT {

    static final String OVERVIEW = "curl localhost:8080/actuator/stampedesafe";

    static final String TOTALS = "curl localhost:8080/actuator/stampedesafe/totals";

    static final String HEALTH = "curl localhost:8080/actuator/health";

    private static final String POST = "curl -H 'Content-Type: application/json' -d '%s' "
            + "localhost:8080/actuator/stampedesafe/totals";

    static final String EVICT = POST.formatted("{\"operation\": \"evict\", \"key\": \"DE\"}");

    static final String EXPIRE = POST.formatted("{\"operation\": \"expire\", \"key\": \"DE\"}");

    static final String RECOMPUTE = POST.formatted("{\"operation\": \"recompute\", \"key\": \"DE\"}");

    private static final String CLEAR = POST.formatted("{\"operation\": \"clear\"}");

    private static final String EXPIRE_ALL = POST.formatted("{\"operation\": \"expire-all\"}");

    static final String SHOW_KEYS = "--management.endpoint.stampedesafe.show-keys=always";

    private static RedisProcess redis;

    private OperatedShop shop;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() {
        this.shop = OperatedShop.open(redis, SHOW_KEYS);
    }

    @AfterEach
    void close() {
        this.shop.run(CLEAR);
        this.shop.close();
    }

    @Test
    void everyLineOfThePageIsRunHere() throws IOException {
        assertThat(CurlLine.of(Path.of("..", "docs", "operations.md"))).map((line) -> line.replaceFirst("\\s+#.*", ""))
            .containsExactlyInAnyOrder(OVERVIEW, TOTALS, HEALTH, EVICT, EXPIRE, RECOMPUTE, CLEAR, EXPIRE_ALL);
    }

    @Test
    void theOverviewCountsExactlyWhatWasDone() throws Exception {
        read("DE", "DE", "DE", "FR");
        CurlLine.Reply reply = this.shop.run(OVERVIEW);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/caches")).isEqualTo(json("""
                {"totals":{"hits":2,"misses":2,"stale":0,
                "loads":{"miss":2,"early":0,"stale":0,"recompute":0,"outage":0},
                "failedLoads":{"miss":0,"early":0,"stale":0,"recompute":0,"outage":0}}}"""));
        assertThat(reply.at("/redis")).isEqualTo(json("""
                {"store":"closed","leases":"closed","undelivered":0,"undeliverable":0}"""));
        assertThat(reply.at("/inProgress")).isEqualTo(json("""
                {"loading":0,"waiting":0,"starting":0,"leases":0}"""));
        assertThat(reply.at("/hotKeysTracked")).isEqualTo("7");
        assertThat(reply.at("/instance")).isNotEmpty();
    }

    @Test
    void aCacheSaysWhatAppliesToItAndWhoSaidSo() {
        CurlLine.Reply reply = this.shop.run(TOTALS);
        assertThat(reply.at("/uses/0/method")).isEqualTo("\"OrderService.totals(String)\"");
        assertThat(reply.at("/uses/0/policy/ttl")).isEqualTo(json("""
                {"value":"5m","origin":"stampede-safe.caches.totals.ttl"}"""));
        assertThat(reply.at("/uses/0/policy/stale-while-revalidate")).isEqualTo(json("""
                {"value":"1h","origin":"staleWhileRevalidate on OrderService.totals(String)"}"""));
        assertThat(reply.at("/uses/0/policy/beta")).isEqualTo(json("""
                {"value":"1.0","origin":"built in"}"""));
        assertThat(reply.at("/uses/0/policy/wait-timeout")).isEqualTo("{\"origin\":\"built in\"}");
        assertThat(reply.body().at("/uses").size()).isOne();
    }

    @Test
    void aCacheCountsEverythingThatHappened() throws Exception {
        read("DE", "DE");
        this.shop.run(EVICT);
        read("DE");
        CurlLine.Reply reply = this.shop.run(TOTALS);
        assertThat(reply.at("/figures/events/hit")).isEqualTo("1");
        assertThat(reply.at("/figures/events/miss")).isEqualTo("2");
        assertThat(reply.at("/figures/events/evicted")).isEqualTo("1");
        assertThat(reply.at("/figures/events/staleHit")).isEqualTo("0");
        assertThat(reply.at("/figures/loads/miss")).isEqualTo("2");
        assertThat(reply.at("/figures/recomputes/stored")).isEqualTo("0");
    }

    @Test
    void hotKeysAreShownWithAllThatIsKnownOfThem() {
        CurlLine.Reply reply = this.shop.run(TOTALS);
        assertThat(reply.at("/hotKeys")).isEqualTo(
                json("""
                        [{"key":"DE","rate":12.5,"clusterRate":40.0,"costMillis":250.0,"score":10.0,"hot":true,
                        "freshUntil":"2026-11-20T10:00:00Z","nextRecompute":"2026-11-20T09:59:58.500Z","failures":2,
                        "lastFailure":"java.lang.IllegalStateException: No totals of DE","beta":0.5,"waitRateOutOfReach":true}]"""));
        assertThat(reply.at("/ranking")).isEqualTo("[{\"key\":\"DE\",\"score\":10.0},{\"key\":\"FR\",\"score\":2.5}]");
    }

    @Test
    void anEvictedKeyIsLoadedByTheNextCaller() throws Exception {
        read("DE", "FR");
        assertThat(this.shop.run(EVICT)).hasToString(done("evict"));
        assertThat(this.shop.orders().totals("FR")).isEqualTo("FR2");
        assertThat(this.shop.orders().totals("DE")).isEqualTo("DE3");
    }

    @Test
    void anExpiredKeyIsServedWhileItIsReplaced() throws Exception {
        read("DE", "FR");
        assertThat(this.shop.run(EXPIRE)).hasToString(done("expire"));
        assertThat(this.shop.orders().totals("DE")).isEqualTo("DE1");
        await().until(() -> this.shop.orders().totals("DE"), "DE3"::equals);
        assertThat(this.shop.orders().totals("FR")).isEqualTo("FR2");
    }

    @Test
    void aKeyIsRecomputedWhereItIsKnown() {
        assertThat(this.shop.run(RECOMPUTE)).hasToString(done("recompute"));
        assertThat(this.shop.hotKeys().recomputed).containsExactly(FakeHotKeys.DE);
    }

    @Test
    void aClearedCacheIsLoadedAnew() throws Exception {
        read("DE", "FR");
        assertThat(this.shop.run(CLEAR)).hasToString(done("clear"));
        assertThat(this.shop.orders().totals("DE")).isEqualTo("DE3");
        assertThat(this.shop.orders().totals("FR")).isEqualTo("FR4");
    }

    @Test
    void anExpiredCacheIsServedWhileItIsReplaced() throws Exception {
        read("DE", "FR");
        assertThat(this.shop.run(EXPIRE_ALL)).hasToString(done("expire-all"));
        assertThat(this.shop.orders().totals("DE")).isEqualTo("DE1");
        await().until(() -> this.shop.orders().totals("DE"), "DE3"::equals);
        assertThat(this.shop.orders().totals("FR")).isEqualTo("FR2");
        await().until(() -> this.shop.orders().totals("FR"), "FR4"::equals);
    }

    @Test
    void whoWaitsForAnotherInstanceNamesIt() throws Exception {
        try (OperatedShop other = OperatedShop.open(redis, SHOW_KEYS)) {
            this.shop.source().open = new CountDownLatch(1);
            CompletableFuture<String> load = call(this.shop);
            await().until(() -> this.shop.run(TOTALS).at("/inProgress/flights/0/activity"), "\"loading\""::equals);
            CompletableFuture<?>[] waiting = IntStream.range(0, 3)
                .mapToObj((i) -> call(other))
                .toArray(CompletableFuture[]::new);
            await().until(() -> other.run(TOTALS).at("/inProgress/flights/0/followers"), "2"::equals);
            await().until(() -> other.run(TOTALS).at("/inProgress/flights/0/activity"), "\"waiting\""::equals);
            CurlLine.Reply there = other.run(TOTALS);
            CurlLine.Reply here = this.shop.run(TOTALS);
            assertThat(there.at("/inProgress/flights/0/leader")).isEqualTo(here.at("/instance"))
                .isNotEqualTo(there.at("/instance"));
            assertThat(there.at("/inProgress/leases")).isEqualTo("[]");
            assertThat(here.at("/inProgress/leases/0/key")).isEqualTo("\"DE\"");
            assertThat(here.body().at("/inProgress/leases/0/ageMillis").asLong()).isPositive();
            assertThat(here.body().at("/inProgress/flights/0").has("leader")).isFalse();
            assertThat(this.shop.run(OVERVIEW).at("/inProgress")).isEqualTo(json("""
                    {"loading":1,"waiting":0,"starting":0,"leases":1}"""));
            this.shop.source().open.countDown();
            assertThat(load.join()).isEqualTo("DE1");
            CompletableFuture.allOf(waiting).join();
            assertThat(other.source().loads).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    {}                                          | 400 | 'operation' is missing. Write one of: evict, expire, recompute, clear, expire-all.
                    {"operation": "evit", "key": "DE"}          | 400 | There is no operation 'evit'. Write one of: evict, expire, recompute, clear, expire-all.
                    {"operation": "evict"}                      | 400 | 'key' is missing. Write the text of the key to evict, such as 'DE' or '(int)42'; an empty string is written '(string)'.
                    {"operation": "expire", "key": ""}          | 400 | 'key' is missing. Write the text of the key to expire, such as 'DE' or '(int)42'; an empty string is written '(string)'.
                    {"operation": "clear", "key": "DE"}         | 400 | 'clear' changes the whole cache and takes no 'key'. Leave it out, or write 'evict'.
                    {"operation": "expire-all", "key": "DE"}    | 400 | 'expire-all' changes the whole cache and takes no 'key'. Leave it out, or write 'expire'.
                    {"operation": "recompute", "key": "FR"}     | 400 | This instance does not know how to recompute that key of cache 'totals': it has not been asked for it lately, and no schedule lists it. Ask another instance, or write 'expire' to let the next reader refresh it.
                    """)
    void whatMakesNoSenseIsRefusedInOneSentence(String body, int status, String message) throws Exception {
        read("DE");
        CurlLine.Reply reply = this.shop.run(POST.formatted(body));
        assertThat(reply.body().at("/message").asString()).isEqualTo(message);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(this.shop.orders().totals("DE")).isEqualTo("DE1");
    }

    @Test
    void anUnknownCacheIsNotFoundAndTheKnownOnesAreNamed() {
        String message = "{\"message\":\"There is no cache 'totls'. Known on this instance: totals.\"}";
        for (String line : new String[] { TOTALS, EVICT, CLEAR }) {
            CurlLine.Reply reply = this.shop.run(line.replace("totals", "totls"));
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).hasToString(message);
        }
    }

    @Test
    void healthIsUp() {
        CurlLine.Reply reply = this.shop.run(HEALTH);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/components/stampedeSafe")).isEqualTo(json("""
                {"details":{"degraded":false,"store":"closed","leases":"closed","undelivered":0},"status":"UP"}"""));
    }

    @Test
    void aKeyThatIsTooLongToBeOneIsRefused() throws Exception {
        read("DE");
        CurlLine.Reply reply = this.shop.run(EVICT.replace("DE", "D".repeat(257)));
        assertThat(reply)
            .hasToString("Reply[status=400, body={\"message\":\"'key' has more than 256 bytes, which no key has. "
                    + "Longer ones are stored as '(sha256)' and the SHA-256 of their text.\"}]");
        assertThat(this.shop.run(EVICT.replace("DE", "D".repeat(256))).status()).isEqualTo(200);
    }

    private void read(String... countries) throws InterruptedException {
        for (String country : countries) {
            this.shop.orders().totals(country);
        }
    }

    private static CompletableFuture<String> call(OperatedShop shop) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return shop.orders().totals("DE");
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }, (task) -> new Thread(task).start());
    }

    static String done(String operation) {
        return "Reply[status=200, body={\"cache\":\"totals\",\"operation\":\"%s\",\"undelivered\":0}]"
            .formatted(operation);
    }

    /** Returns JSON that was broken into lines. */
    private static String json(String text) {
        return text.replace("\n", "");
    }

}
