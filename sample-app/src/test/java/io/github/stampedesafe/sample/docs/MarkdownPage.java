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

package io.github.stampedesafe.sample.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record MarkdownPage(Path file, String text) {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

    private static final Pattern HEADING = Pattern.compile("^#+ +(.+?) *$", Pattern.MULTILINE);

    /** The address in {@code [text](address)} and {@code ![text](address)}. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)[^)]*\\)");

    static MarkdownPage of(Path file) {
        try {
            return new MarkdownPage(file, Files.readString(file));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Returns what the fenced blocks of that language contain. */
    Stream<String> blocks(String language) {
        return BLOCK.matcher(this.text)
            .results()
            .filter((block) -> block.group(1).equals(language))
            .map((block) -> block.group(2));
    }

    /** Returns what the first group of a pattern finds in the page. */
    List<String> found(Pattern pattern) {
        return pattern.matcher(this.text).results().map((match) -> match.group(1)).distinct().toList();
    }

    /** Returns the files of this repository that the page links to. */
    Stream<Path> linkedFiles() {
        return addresses().map((address) -> this.file.resolveSibling(address.split("#", 2)[0]).normalize());
    }

    /** Returns the links and images that lead into this repository and lead nowhere. */
    List<String> brokenLinks() {
        return addresses().filter(this::isBroken).toList();
    }

    private Stream<String> addresses() {
        return LINK.matcher(prose().replaceAll(CODE.pattern(), "code"))
            .results()
            .map((link) -> link.group(1))
            .filter((address) -> !address.matches("[a-z]+:.*"));
    }

    private boolean isBroken(String address) {
        String[] parts = address.split("#", 2);
        Path target = parts[0].isEmpty() ? this.file : this.file.resolveSibling(parts[0]);
        return !Files.exists(target) || (parts.length == 2 && !of(target).anchors().contains(parts[1]));
    }

    /** Returns the anchors that GitHub gives to the headings. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(prose())
            .results()
            .map((heading) -> anchor(heading.group(1)))
            .map((anchor) -> seen.merge(anchor, 1, Integer::sum) == 1 ? anchor : anchor + "-" + (seen.get(anchor) - 1))
            .toList();
    }

    private static String anchor(String heading) {
        String plain = LINK.matcher(heading).replaceAll("").toLowerCase(Locale.ROOT);
        return plain.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
    }

    private String prose() {
        return BLOCK.matcher(this.text).replaceAll(Matcher.quoteReplacement("(block)"));
    }

    @Override
    public String toString() {
        return this.file.toString();
    }

}
