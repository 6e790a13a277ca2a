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

package io.github.stampedesafe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of a file of results. Returns what the file must hold, and names the place where
 * it does not.
 *
 * @param source the file
 * @param path the way to this part, such as {@code cells[4].runs[0]}; empty for the whole
 * @param json the part
 */
record ResultNode(Source source, String path, JsonNode json) {

    private static final int LONGEST = 60;

    /**
     * Reads a file.
     * @throws ReportException if it is not JSON
     */
    static ResultNode read(Source source) {
        try {
            return new ResultNode(source, "", JsonMapper.shared().readTree(Files.readString(source.file())));
        }
        catch (JacksonException ex) {
            throw new ReportException("%s is not JSON (%s). %s".formatted(source.name(),
                    ex.getOriginalMessage().lines().findFirst().orElse(""), source.remedy()));
        }
        catch (IOException ex) {
            throw new ReportException("%s cannot be read (%s). %s".formatted(source.name(), ex, source.remedy()));
        }
    }

    /** Returns the text of a name, which must not be blank. */
    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw wrong(name, "a text");
        }
        return text;
    }

    /** Returns the text of a name, {@code null} if there is none or it is blank. */
    @Nullable String optionalText(String name) {
        JsonNode node = this.json.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw wrong(name, "a text");
        }
        return node.asString().isBlank() ? null : node.asString();
    }

    /** Returns the day of a name, which may be a day or a point in time in ISO format. */
    String date(String name) {
        String text = text(name);
        try {
            return LocalDate.parse(text.split("T", 2)[0]).toString();
        }
        catch (DateTimeParseException ex) {
            throw wrong(name, "a date such as '2026-11-28'");
        }
    }

    /** Returns the texts under a name, by their names. */
    Map<String, String> texts(String name) {
        ResultNode part = part(name);
        if (!part.json.isObject()) {
            throw wrong(name, "an object of texts");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        part.json.propertyNames().forEach((each) -> texts.put(each, part.text(each)));
        return texts;
    }

    /** Returns the number of a name, which must be finite and at least 0. */
    double number(String name) {
        JsonNode node = this.json.path(name);
        if (!node.isNumber() || !(node.asDouble() >= 0) || Double.isInfinite(node.asDouble())) {
            throw wrong(name, "a number of at least 0");
        }
        return node.asDouble();
    }

    /** Returns the whole number of a name, which must be at least 1. */
    int count(String name) {
        JsonNode node = this.json.path(name);
        if (!node.isInt() || node.asInt() < 1) {
            throw wrong(name, "a whole number of at least 1");
        }
        return node.asInt();
    }

    /** Returns the part of a name, whether it is there or not. */
    ResultNode part(String name) {
        return new ResultNode(this.source, within(name), this.json.path(name));
    }

    /** Returns the parts of an array. */
    List<ResultNode> parts(String name) {
        return name.isEmpty() ? items(this.path, this.json) : items(within(name), this.json.path(name));
    }

    private List<ResultNode> items(String path, JsonNode array) {
        if (!array.isArray()) {
            throw wrong(path, array, "an array");
        }
        List<ResultNode> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            items.add(new ResultNode(this.source, "%s[%d]".formatted(path, i), array.get(i)));
        }
        return items;
    }

    /** Returns why the part of a name is not what it must be. */
    ReportException wrong(String name, String rule) {
        return name.isEmpty() ? wrong(this.path, this.json, rule) : wrong(within(name), this.json.path(name), rule);
    }

    private ReportException wrong(String path, JsonNode found, String rule) {
        String value = found.isMissingNode() ? "missing"
                : "'%s'".formatted(found.isString() ? found.asString() : shortened(found.toString()));
        return new ReportException("'%s' must be %s but is %s in %s. %s".formatted(path.isEmpty() ? "." : path, rule,
                value, this.source.name(), this.source.remedy()));
    }

    private static String shortened(String json) {
        return (json.length() <= LONGEST) ? json : json.substring(0, LONGEST) + "…";
    }

    private String within(String name) {
        return this.path.isEmpty() ? name : "%s.%s".formatted(this.path, name);
    }

    /**
     * A file of results.
     *
     * @param file where it is
     * @param name how messages call it
     * @param remedy what to do if it is wrong, a sentence
     */
    record Source(Path file, String name, String remedy) {

        /** Returns the file in a directory that a command makes. */
        static Source madeBy(String command, Path root, String name) {
            return new Source(root.resolve(name), name, "Run %s to make it again.".formatted(command));
        }

        boolean exists() {
            return Files.exists(this.file);
        }

    }

}
