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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line with {@code curl}, as a page of the documentation has it.
 *
 * @param words what the shell makes of it
 */
record CurlLine(List<String> words) {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s']+)");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Returns all such lines of a page. */
    static List<String> of(Path page) throws IOException {
        return Files.readAllLines(page).stream().filter((line) -> line.startsWith("curl ")).toList();
    }

    static CurlLine parse(String line) {
        List<String> words = new ArrayList<>();
        WORD.matcher(line.replaceFirst("\\s+#.*", "")).results().forEach((word) -> {
            String quoted = word.group(1);
            words.add((quoted != null) ? quoted : word.group(2));
        });
        return new CurlLine(words);
    }

    /** Does what curl would do, with an application on another port. */
    Reply run(int port) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (int i = 1; i < this.words.size(); i++) {
            String word = this.words.get(i);
            switch (word) {
                case "-H" -> {
                    String[] header = this.words.get(++i).split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(this.words.get(++i)));
                default -> request.uri(URI.create("http://" + word.replace("localhost:8080", "localhost:" + port)));
            }
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What came back. */
    record Reply(int status, JsonNode body) {

        /** Returns what stands at a path such as {@code /caches/totals/hits}, as JSON. */
        String at(String path) {
            return this.body.at(path).toString();
        }

    }

}
