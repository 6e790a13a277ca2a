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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

import io.github.stampedesafe.sample.Shop;

/** Takes the pictures of the lab for the documentation: {@code docs/update-images}. */
@NeedsChromium
@EnabledIfSystemProperty(named = "lab.pictures", matches = ".+")
class LabPictures {

    private final Path folder = Path.of(System.getProperty("lab.pictures", ""));

    @Test
    void showWhatTheLabMeasuresNow() throws IOException {
        Files.createDirectories(this.folder);
        try (Shop shop = Shop.open();
                LabStream stream = LabStream.of(shop.address("/lab/stream"));
                Chromium browser = Chromium.start()) {
            browser.screen(1280, 800).prefers("light", false).open(shop.address("/"));
            stream.awaitRest();
            watch(Duration.ofSeconds(10));
            stampede(stream, browser);
            take(browser, "lab-stampede.png");
            stream.awaitEnd("cold");
            watch(Duration.ofSeconds(2));
            take(browser, "lab.png");
            browser.prefers("dark", false);
            take(browser, "lab-dark.png");
            browser.prefers("light", false).screen(390, 844);
            stream.awaitRest();
            stampede(stream, browser);
            browser.run("document.querySelector('.story').scrollIntoView()");
            take(browser, "lab-phone.png");
        }
    }

    /** Presses the first button and waits for the moment at which most queries queue. */
    private static void stampede(LabStream stream, Chromium browser) {
        browser.await("return document.querySelector('[data-scenario=cold]').ariaDisabled === 'false'");
        stream.forgetStory();
        browser.run("document.querySelector('[data-scenario=cold]').click()");
        stream.awaitFrame((frame) -> queued(frame) > 40);
    }

    private static int queued(JsonNode frame) {
        return frame.path("lanes").path("unprotected").path("database").path("queued").asInt();
    }

    /** Lets the recorder draw some seconds of traffic. */
    private static void watch(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private void take(Chromium browser, String name) throws IOException {
        browser.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Files.write(this.folder.resolve(name), browser.picture());
    }

}
