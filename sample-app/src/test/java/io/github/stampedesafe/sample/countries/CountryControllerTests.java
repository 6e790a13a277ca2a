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

package io.github.stampedesafe.sample.countries;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(CountryController.class)
class CountryControllerTests {

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private CountryService service;

    @Test
    void answersWithAllCountries() {
        given(this.service.countries()).willReturn(List.of(new Country("DE", "Germany")));
        assertThat(this.mvc.get().uri("/countries")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                [{"code": "DE", "name": "Germany"}]
                """);
    }

}
