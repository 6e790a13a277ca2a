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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** How the page looks: on a laptop, on a phone, in the dark and without motion. */
@NeedsChromium
@Tag("any-jdk")
class LabPageLayoutTests extends LabPageTestSupport {

    private static final String LONG = "1,234 callers, 12 queries, slowest 12.3 s, 123 failed, 45 stale answers; without: "
            + "1,234 queries, slowest 123.4 s, 567 failed, 890 stale answers. Here protection had a longer wait.";

    /**
     * Answers what is wrong with the place of the elements: outside of what is seen, or
     * without extent.
     */
    private static final String OUTSIDE = """
            return [...document.querySelectorAll(arguments[0])].filter(element => {
              const at = element.getBoundingClientRect();
              return at.width < 4 || at.height < 4 || at.left < 0 || at.top < 0 || at.right > innerWidth || at.bottom > innerHeight;
            }).map(element => element.outerHTML.slice(0, 80)).join()""";

    @Test
    void fitsOnALaptopWithoutScrolling() {
        this.lab.show(new ScriptedFrame(4));
        this.lab.tell("cold", "Cold stampede", "done", LONG, null);
        browser.awaitText("#sentence", LONG);
        browser.await("return document.querySelectorAll('#kill button').length === 4");
        assertThat(browser.run(OUTSIDE, ".lane, .lane section, .lane dd, button, input, #sentence, h1, .intro"))
            .isEmpty();
        assertThat(browser.run("return document.documentElement.scrollHeight")).isEqualTo("800");
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo("1280");
        assertThat(browser.run("return document.getElementById('sentence').scrollHeight"))
            .as("the longest sentence is not cut")
            .isEqualTo(browser.run("return document.getElementById('sentence').clientHeight"));
    }

    @Test
    void stacksItsLanesOnAPhoneAndKeepsTheSentenceInView() {
        browser.screen(390, 844);
        this.lab.tell("cold", "Cold stampede", "done", LONG, null);
        browser.awaitText("#sentence", LONG);
        WebElement above = browser.find("#unprotected");
        WebElement below = browser.find("#protected");
        assertThat(below.getLocation().getY()).isGreaterThan(above.getLocation().getY() + above.getSize().getHeight());
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo("390");
        for (String where : List.of("0", "document.body.scrollHeight")) {
            browser.run("scrollTo(0, " + where + ")");
            assertThat(browser.run(OUTSIDE, "#sentence, [data-scenario=cold]")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "light", "dark" })
    void isReadInLightAndInTheDark(String scheme) {
        browser.prefers(scheme, false);
        String contrast = """
                const style = getComputedStyle(document.documentElement);
                const light = name => {
                  const hex = style.getPropertyValue(name).trim().slice(1);
                  const [r, g, b] = [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
                    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const [one, other] = [light(arguments[0]), light(arguments[1])].sort((a, b) => b - a);
                return (one + 0.05) / (other + 0.05)""";
        for (String text : List.of("--ink", "--muted", "--accent")) {
            for (String ground : List.of("--paper", "--panel", "--lit")) {
                assertThat(Double.parseDouble(browser.run(contrast, text, ground))).as(text + " on " + ground)
                    .isGreaterThanOrEqualTo(4.5);
            }
        }
        boolean dark = browser.find("body").getCssValue("background-color").startsWith("rgba(15,");
        assertThat(dark).isEqualTo(scheme.equals("dark"));
    }

    @Test
    void movesNothingBetweenFramesForReadersThatWantNoMotion() {
        browser.prefers("light", true);
        ScriptedFrame frame = new ScriptedFrame(2);
        frame.lane("protected").waiting(1, 100, 0, 0);
        this.lab.show(frame);
        browser.await("return document.querySelector('#protected li[data-n=\"1\"]') !== null");
        this.lab.show(null);
        String picture = "return document.querySelector('#protected canvas').toDataURL() + document.querySelector('#protected .recorder canvas').toDataURL()";
        browser.run("return new Promise(done => setTimeout(done, 200))");
        String before = browser.run(picture);
        browser.run("return new Promise(done => setTimeout(done, 200))");
        assertThat(browser.run(picture)).isEqualTo(before);
        assertThat(browser.find("#protected .needle").getCssValue("transition-duration")).isEqualTo("0s");
    }

}
