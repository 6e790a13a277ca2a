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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of the machine, with one page. Nothing is downloaded for it. */
final class Chromium implements AutoCloseable {

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return program("chromium").isPresent() && program("chromedriver").isPresent();
    }

    static Chromium start() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").orElseThrow());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--hide-scrollbars", "--no-first-run", "--disable-background-networking");
        ChromeDriverService service = new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow())
            .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static Optional<File> program(String name) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .map((directory) -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .map(Path::toFile)
            .findFirst();
    }

    /** Sets the size of what is seen of the page, in CSS pixels. */
    Chromium screen(int width, int height) {
        this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /**
     * Sets what the reader prefers: {@code light} or {@code dark}, and whether motion is
     * reduced.
     */
    Chromium prefers(String scheme, boolean reducedMotion) {
        this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
                        Map.of("name", "prefers-reduced-motion", "value", reducedMotion ? "reduce" : ""))));
        return this;
    }

    void open(String address) {
        this.driver.get(address);
    }

    WebElement find(String css) {
        return this.driver.findElement(By.cssSelector(css));
    }

    List<WebElement> findAll(String css) {
        return this.driver.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return run("return document.querySelector(arguments[0]).textContent", css);
    }

    void press(CharSequence... keys) {
        this.driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Moves the focus on by the keyboard until it is on that element. */
    void tabTo(String css) {
        for (int i = 0; i < 80; i++) {
            if (run("return document.activeElement.matches(arguments[0])", css).equals("true")) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("The keyboard does not reach " + css);
    }

    /** Runs JavaScript in the page and returns its result as text. */
    String run(String script, Object... arguments) {
        return String.valueOf(this.driver.executeScript(script, arguments));
    }

    /** Waits until a script returns something true. */
    void await(String script, Object... arguments) {
        new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50)).withMessage(script)
            .until((driver) -> run(script, arguments).equals("true"));
    }

    /** Waits until the text of an element is that one. */
    void awaitText(String css, String text) {
        new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50))
            .withMessage(() -> css + " is '" + text(css) + "' but should be '" + text + "'")
            .until((driver) -> text(css).equals(text));
    }

    /** Returns what the console has been told since the last call. */
    List<String> console() {
        return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    byte[] picture() {
        Object data = this.driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")).get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    @Override
    public void close() {
        this.driver.quit();
    }

}
