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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser that shows the page over frames that the test chooses. */
abstract class LabPageTestSupport {

    static Chromium browser;

    ScriptedLab lab;

    @BeforeAll
    static void start() {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void open() throws IOException {
        this.lab = ScriptedLab.start();
        browser.screen(1280, 800).prefers("light", false).open(this.lab.address());
        browser.await("return document.documentElement.dataset.link === 'live'");
    }

    @AfterEach
    void close() {
        browser.open("about:blank");
        this.lab.close();
        assertThat(browser.console()).filteredOn((line) -> !line.contains("409")).isEmpty();
    }

}
