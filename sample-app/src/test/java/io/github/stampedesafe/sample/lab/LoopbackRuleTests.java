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

package io.github.stampedesafe.sample.lab;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoopbackRuleTests {

    @ParameterizedTest
    @CsvSource({ "127.0.0.1, localhost:8080", "127.0.0.1, LOCALHOST:8080", "127.0.0.1, 127.0.0.1:8080",
            "127.0.0.1, localhost", "0:0:0:0:0:0:0:1, [::1]:8080", "127.0.0.9, localhost:80" })
    void callersOnThisMachineAreWelcome(String address, String host) {
        assertThat(LoopbackRule.refusal(address, host, null, null)).isEmpty();
        assertThat(LoopbackRule.refusal(address, host, "http://" + host, "same-origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "192.168.1.7", "10.0.0.1", "0:0:0:0:0:ffff:c0a8:107", "2001:db8:0:0:0:0:0:1" })
    void callersOnOtherMachinesAreRefused(String address) {
        assertThat(LoopbackRule.refusal(address, "localhost:8080", null, null))
            .contains("The lab answers only callers on its own machine, and %s is another.".formatted(address));
    }

    @ParameterizedTest
    @ValueSource(strings = { "lab.example:8080", "localhost.example", "127.0.0.1.example:8080", "192.168.1.7:8080",
            "localhost@lab.example", "not a host", "" })
    void namesThatOnlyLeadHereAreRefused(String host) {
        assertThat(LoopbackRule.refusal("127.0.0.1", host, null, null)).contains(
                "The lab has no name but localhost, and the request was sent to '%s'. Open http://localhost:… instead."
                    .formatted(host));
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(LoopbackRule.refusal("127.0.0.1", null, null, null)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://lab.example", "http://localhost:9090", "https://localhost:8080", "null",
            "http://127.0.0.1:8080", "" })
    void pagesFromElsewhereAreRefused(String origin) {
        assertThat(LoopbackRule.refusal("127.0.0.1", "localhost:8080", origin, null))
            .contains("The lab answers only its own page, and the request came from '%s'.".formatted(origin));
    }

    @ParameterizedTest
    @ValueSource(strings = { "cross-site", "same-site" })
    void picturesOfOtherSitesAreRefused(String site) {
        assertThat(refusal(site))
            .contains("The lab answers only its own page, and the request came from another site.");
    }

    @Test
    void anAddressTypedByTheUserIsWelcome() {
        assertThat(refusal("none")).isEmpty();
    }

    private static Optional<String> refusal(@Nullable String site) {
        return LoopbackRule.refusal("127.0.0.1", "localhost:8080", null, site);
    }

}
