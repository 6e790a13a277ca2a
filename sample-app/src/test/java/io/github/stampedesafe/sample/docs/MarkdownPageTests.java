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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownPageTests {

    @TempDir
    private Path directory;

    @Test
    void namesHeadingsAsGitHubDoes() throws IOException {
        assertThat(page("a.md", """
                # What `ttl` means, and why: it's 10m!
                ## Limits
                ```sh
                # not a heading
                ```
                ## Limits
                ## A [link](b.md) – two_words""").anchors()).containsExactly("what-ttl-means-and-why-its-10m", "limits",
                "limits-1", "a-link--two_words");
    }

    @Test
    void findsFilesAndAnchorsThatDoNotExist() throws IOException {
        page("b.md", "# There");
        assertThat(page("a.md", """
                # Here
                [1](b.md) [2](b.md#there) [3](#here) [4](https://example.org/x#y) `[5](not-a-link.md)` [6](b.md "There")
                ```text
                [7](not-a-link.md)
                ```
                [8](c.md) [9](b.md#here) [10](#there) ![11](images/a.png) [12](c.md#there) ![13](d.png "Title")""")
            .brokenLinks()).containsExactly("c.md", "b.md#here", "#there", "images/a.png", "c.md#there", "d.png");
    }

    @Test
    void namesTheFilesOfThisRepositoryThatItLinksTo() throws IOException {
        assertThat(page("a.md", "[1](b.md#there) `[2](c.md)` [3](https://example.org) ![4](images/../d.png)")
            .linkedFiles()).containsExactly(this.directory.resolve("b.md"), this.directory.resolve("d.png"));
    }

    @Test
    void findsEachTextOnce() throws IOException {
        assertThat(page("a.md", "`a.b` and `c.d` and `a.b`").found(Pattern.compile("`([a-z.]+)`")))
            .containsExactly("a.b", "c.d");
    }

    private MarkdownPage page(String name, String text) throws IOException {
        return MarkdownPage.of(Files.writeString(this.directory.resolve(name), text));
    }

}
