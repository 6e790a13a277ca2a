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

package io.github.stampedesafe.benchmarks.comparison;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SourceServerTests {

    private final SourceServer server = new SourceServer();

    private final SourceClient client = new SourceClient(this.server.port());

    @AfterEach
    void close() {
        this.server.close();
    }

    @Test
    void loadSeesTheVersionOfItsBegin() {
        this.server.takes(Duration.ofMillis(100));
        CompletableFuture<Value> load = CompletableFuture.supplyAsync(() -> this.client.load("a"));
        assertThat(this.server.loads().awaitBegun(1, 5_000)).isTrue();
        long written = this.server.write();

        assertThat(load.join().version()).isEqualTo(written - 1);
        assertThat(this.client.load("a").version()).isEqualTo(written);
    }

    @Test
    void failuresAreCountedAsLoads() {
        this.server.fails(true);

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.client.load("a"))
            .withMessage("The source failed for a");
        assertThat(this.server.loads().begun()).isEqualTo(1);
        this.server.fails(false);
        assertThat(this.client.load("a").key()).isEqualTo("a");
    }

    @Test
    void sourceThatIsGoneIsAFailure() {
        this.server.close();

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.client.load("a"))
            .withMessageStartingWith("The source is out of reach: ");
    }

}
