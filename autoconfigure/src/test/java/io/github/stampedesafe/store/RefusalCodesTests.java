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

package io.github.stampedesafe.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalCodesTests {

    @ParameterizedTest
    @ValueSource(strings = { "CROSSSLOT", "ERR", "EXECABORT", "MISCONF", "NOPERM", "NOREPLICAS", "NOSCRIPT", "OOM",
            "READONLY", "TRYAGAIN", "WRONGTYPE" })
    void errorsOfOneCommandAreRefusals(String code) {
        assertThat(RefusalCodes.refuses(code + " and some reason")).isTrue();
        assertThat(RefusalCodes.refuses(code)).isTrue();
        assertThat(RefusalCodes.refuses(code + "S and some reason")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "LOADING", "MASTERDOWN", "CLUSTERDOWN", "BUSY", "NOAUTH", "WRONGPASS", "SOMETHING" })
    void errorsOfEveryCommandAndUnknownOnesAreNone(String code) {
        assertThat(RefusalCodes.refuses(code + " and some reason")).isFalse();
    }

    @Test
    void silenceIsNoRefusal() {
        assertThat(RefusalCodes.refuses(null)).isFalse();
        assertThat(RefusalCodes.refuses("")).isFalse();
    }

}
