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

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import io.github.stampedesafe.sample.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on the lab itself, over its real processes. */
@NeedsChromium
@Tag("any-jdk")
class LabPageIT {

    private static final List<String> LANES = List.of("unprotected", "protected");

    private static Shop shop;

    private static LabStream stream;

    private static Chromium browser;

    @BeforeAll
    static void open() {
        shop = Shop.open();
        stream = LabStream.of(shop.address("/lab/stream"));
        browser = Chromium.start().screen(1280, 800).prefers("light", false);
        browser.open(shop.address("/"));
        assertThat(shop.post("/lab/traffic", "{\"perSecond\": 0}")).isEqualTo(202);
        stream.awaitRest();
    }

    @AfterAll
    static void close() {
        browser.close();
        stream.close();
        shop.close();
    }

    @Test
    void isTheAddressOfTheShop() {
        assertThat(shop.send("GET", "/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({ "cold, [data-scenario=cold]", "expiry, [data-scenario=expiry]", "evict, [data-scenario=evict]",
            "hotkeys, [data-scenario=hotkeys]", "slow, [data-scenario=slow]", "failing, [data-scenario=failing]",
            "redis-freeze, [data-scenario=redis-freeze]", "redis-kill, [data-scenario=redis-kill]",
            "redis-restart, [data-scenario=redis-restart]", "add, [data-instances=add]",
            "freeze, [aria-label='Freeze instance 1']", "kill, [aria-label='Kill instance 2']",
            "deploy, [data-scenario=deploy]" })
    void eachButtonEndsInASentenceThatTheCountersBear(String id, String button) {
        JsonNode before = stream.awaitRest();
        stream.forgetStory();
        browser.await("return document.querySelector(arguments[0]).ariaDisabled === 'false'", button);
        browser.find(button).click();
        JsonNode story = stream.awaitEnd(id);
        String sentence = story.path("sentence").asString();
        browser.awaitText("#sentence", sentence);
        assertThat(browser.text("#story-title")).isEqualTo(story.path("title").asString() + " · result");
        assertThat(browser.text("#notice")).isEmpty();
        JsonNode after = stream.awaitRest();
        for (String lane : LANES) {
            JsonNode figures = story.path("figures").path(lane);
            long queries = figures.path("queries").asLong();
            assertThat(sentence).contains("%,d %s".formatted(queries, (queries == 1) ? "query" : "queries"));
            assertThat(browser.text("#" + lane + " [data-field=queries]")).isEqualTo("%,d".formatted(queries));
            assertThat(browser.text("#" + lane + " [data-field=failed]"))
                .isEqualTo("%,d".formatted(figures.path("failed").asLong()));
            long counted = count(after, lane, "/database/total") - count(before, lane, "/database/total");
            assertThat(queries).as("queries of the " + lane + " lane").isBetween(0L, counted);
            if (id.equals("cold")) {
                assertThat(queries).isEqualTo(counted);
                assertThat(count(after, lane, "/callers") - count(before, lane, "/callers")).isEqualTo(96);
            }
            assertThat(figures.path("failed").asLong())
                .isLessThanOrEqualTo(count(after, lane, "/failed") - count(before, lane, "/failed"));
        }
        assertThat(browser.console()).isEmpty();
    }

    private static long count(JsonNode frame, String lane, String pointer) {
        return frame.path("lanes").path(lane).at(pointer).asLong();
    }

}
