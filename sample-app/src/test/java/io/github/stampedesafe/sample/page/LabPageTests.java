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

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page over frames that the test chooses. What the lab itself does is tested with it.
 */
@NeedsChromium
@Tag("any-jdk")
class LabPageTests extends LabPageTestSupport {

    @Test
    void saysInWordsWhatAFrameSays() {
        ScriptedFrame frame = new ScriptedFrame(2).instance(2, "frozen");
        frame.lane("unprotected").database(8, 88, 96).waiting(1, 50, 48, 48).waiting(2, 50, 48, 48).recent(3, 9_400);
        frame.lane("protected").database(1, 0, 1).waiting(1, 50, 48, 1).waiting(2, 50, 48, 0).value(5_120, true);
        this.lab.show(frame);
        browser.awaitText("#unprotected .database p", "8 of 8 run, 88 queue");
        assertThat(browser.text("#protected .database p")).isEqualTo("1 of 8 run, 0 queue");
        assertThat(browser.text("#unprotected li[data-n='1'] .role")).isEqualTo("48 queries");
        assertThat(browser.text("#protected li[data-n='1'] .role")).isEqualTo("leads, 1 query");
        assertThat(browser.text("#protected li[data-n='1'] .waiting")).isEqualTo("48 wait");
        assertThat(browser.text("#protected li[data-n='2'] .role")).isEqualTo("frozen");
        assertThat(browser.text("#protected [data-field=value]")).isEqualTo("expired, still served, 5.1 s old");
        assertThat(browser.text("#unprotected [data-field=value]")).isEqualTo("not there");
        assertThat(browser.text("#unprotected [data-field=p50]")).isEqualTo("3.0 ms");
        assertThat(browser.text("#unprotected [data-field=max]")).isEqualTo("9.4 s");
        assertThat(browser.find("#protected li[data-n='1']").getDomAttribute("data-lit")).isEqualTo("true");
        assertThat(browser.find("#protected li[data-n='2']").getDomAttribute("data-lit")).isEqualTo("false");
        assertThat(browser.text("#query"))
            .isEqualTo("The query takes 300 ms; the database runs 8 at a time, the rest queue.");
    }

    @Test
    void tellsTheStoryAndItsFigures() {
        this.lab.tell("cold", "Cold stampede", "running", "96 callers ask for a value that is not there.", null);
        browser.awaitText("#sentence", "96 callers ask for a value that is not there.");
        ScriptedFrame frame = new ScriptedFrame(2);
        frame.lane("unprotected").database(8, 32, 40);
        this.lab.show(frame);
        browser.awaitText("#unprotected [data-field=queries]", "40");
        String sentence = "96 callers, 1 query, slowest 312 ms; without: 96 queries, slowest 9.4 s.";
        this.lab.tell("cold", "Cold stampede", "done", sentence,
                Map.of("callers", 96, "protected", Map.of("queries", 1, "slowest", 312, "failed", 0, "stale", 0),
                        "unprotected", Map.of("queries", 96, "slowest", 9_400, "failed", 2, "stale", 3)));
        browser.awaitText("#sentence", sentence);
        assertThat(browser.text("#story-title")).isEqualTo("Cold stampede · result");
        assertThat(browser.find("#sentence").getDomAttribute("aria-live")).isEqualTo("polite");
        assertThat(browser.text("#unprotected .figures"))
            .isEqualToIgnoringWhitespace("queries96slowest9.4 sfailed2stale answers3");
        assertThat(browser.text("#protected .figures"))
            .isEqualToIgnoringWhitespace("queries1slowest312 msfailed0stale answers0");
    }

    @ParameterizedTest
    @ValueSource(strings = { "cold", "expiry", "evict", "hotkeys", "slow", "failing", "deploy", "redis-freeze",
            "redis-kill", "redis-restart" })
    void asksForAScenarioByMouseByDigitAndByTheKeyboard(String id) {
        String button = "[data-scenario='" + id + "']";
        browser.find(button).click();
        awaitAsked("/lab/scenario/" + id);
        browser.find("body").sendKeys(browser.find(button).getDomAttribute("data-key"));
        awaitAsked("/lab/scenario/" + id);
        browser.tabTo(button);
        assertThat(browser.find(button).getCssValue("outline-style")).isEqualTo("solid");
        browser.press(Keys.ENTER);
        awaitAsked("/lab/scenario/" + id);
        browser.press(Keys.SPACE);
        awaitAsked("/lab/scenario/" + id);
    }

    @Test
    void asksForInstances() {
        browser.find("[data-instances=add]").click();
        awaitAsked("/lab/instances");
        browser.find("[aria-label='Kill instance 2']").click();
        awaitAsked("/lab/instances/2/kill");
        browser.tabTo("[aria-label='Freeze instance 1']");
        browser.press(Keys.ENTER);
        awaitAsked("/lab/instances/1/freeze");
    }

    @Test
    void sendsTheTrafficOnceTheSliderRests() {
        browser.tabTo("#traffic");
        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        awaitAsked("/lab/traffic {\"perSecond\":50}");
        assertThat(browser.text("#traffic-value")).isEqualTo("50");
    }

    @Test
    void asksForNothingWhileAScenarioRuns() {
        this.lab.tell("cold", "Cold stampede", "running", "96 callers ask.", null);
        this.lab.show(new ScriptedFrame(2).scenario("cold"));
        String reason = "“Cold stampede” is running. The next experiment can begin when it is done.";
        browser.awaitText("#reason", reason);
        assertThat(browser.findAll(".controls button"))
            .allMatch((button) -> "true".equals(button.getDomAttribute("aria-disabled")));
        browser.find("[data-scenario=expiry]").click();
        browser.awaitText("#notice", reason);
        assertThat(this.lab.asked()).isEmpty();
    }

    @Test
    void letsARedisThatIsDownBeRestarted() {
        this.lab.show(new ScriptedFrame(2).scenario("redis-kill").redis("down", true));
        browser.awaitText("#redis-state", "down");
        browser.find("[data-scenario=redis-restart]").click();
        awaitAsked("/lab/scenario/redis-restart");
        assertThat(browser.text("#protected [data-field=value]")).isEqualTo("Redis is down");
    }

    @Test
    void leavesARedisOfOthersAlone() {
        this.lab.show(new ScriptedFrame(2).redis("up", false));
        browser.await("return document.querySelector('[data-scenario=redis-kill]').ariaDisabled === 'true'");
        browser.find("[data-scenario=redis-kill]").click();
        browser.awaitText("#notice", "This Redis is not the lab’s own, so the lab leaves it alone.");
        assertThat(this.lab.asked()).isEmpty();
    }

    @Test
    void saysInTheLabsWordsWhyItRefused() {
        this.lab.refuse("Four instances run already. Kill one first.");
        browser.find("[data-instances=add]").click();
        browser.awaitText("#notice", "Four instances run already. Kill one first.");
        assertThat(browser.find("#notice").getDomAttribute("role")).isEqualTo("alert");
        this.lab.refuse(null);
        browser.find("[data-instances=add]").click();
        browser.awaitText("#notice", "");
    }

    @Test
    void saysThatTheLabHasStoppedUntilItIsBack() {
        this.lab.show(null);
        browser.awaitText("#lost", "The lab has stopped. Start it again; this page comes back by itself.");
        assertThat(browser.find("#lost").isDisplayed()).isTrue();
        assertThat(browser.find("[data-scenario=cold]").getDomAttribute("aria-disabled")).isEqualTo("true");
        this.lab.show(new ScriptedFrame(2));
        browser.await("return document.getElementById('lost').hidden");
        assertThat(browser.find("[data-scenario=cold]").getDomAttribute("aria-disabled")).isEqualTo("false");
    }

    @Test
    void explainsEachPartThatIsFocused() {
        browser.tabTo("#protected .database");
        browser.await("return !document.getElementById('help').hidden");
        assertThat(browser.text("#help"))
            .isEqualTo("Each square is one query: above those that run, below those that queue for a place.");
        assertThat(browser.find("#protected .database").getDomAttribute("aria-describedby")).isEqualTo("help");
        browser.press(Keys.ESCAPE);
        browser.await("return document.getElementById('help').hidden");
    }

    private void awaitAsked(String request) {
        Awaitility.await()
            .pollInterval(Duration.ofMillis(20))
            .untilAsserted(() -> assertThat(this.lab.asked()).containsExactly(request));
    }

}
