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

package io.github.stampedesafe.sample.totals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

@WebMvcTest(TotalsController.class)
class TotalsControllerTests {

    private static final Totals TOTALS = new Totals("DE", 2, 1, new BigDecimal("30.00"), new BigDecimal("15.00"),
            new BigDecimal("14.50"), List.of(), List.of(), Instant.parse("2026-11-20T00:00:00Z"));

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private TotalsService service;

    @MockitoBean
    private TotalsQuery query;

    @Test
    void answersWithTheCachedTotals() {
        given(this.service.totals("DE")).willReturn(Optional.of(TOTALS));
        assertThat(this.mvc.get().uri("/totals/DE")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"country": "DE", "orders": 2, "customers": 1, "revenue": 30.00, "averageOrder": 15.00,
                 "medianOrder": 14.50, "bestSellers": [], "boughtTogether": [],
                 "calculatedAt": "2026-11-20T00:00:00Z"}
                """);
        verifyNoInteractions(this.query);
    }

    @Test
    void asksTheDatabaseOnTheUnprotectedPath() {
        given(this.query.totals("DE")).willReturn(Optional.of(TOTALS));
        assertThat(this.mvc.get().uri("/unprotected/totals/DE")).hasStatusOk();
        verifyNoInteractions(this.service);
    }

    @Test
    void forgetsTotals() {
        assertThat(this.mvc.delete().uri("/totals/DE")).hasStatus(204);
        verify(this.service).forget("DE");
    }

    @Test
    void answersWithNothingButTheNumberOfLoads() {
        given(this.service.loads()).willReturn(1L);
        assertThat(this.mvc.get().uri("/loads")).hasStatusOk().hasBodyTextEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/totals/de", "/totals/DEU", "/totals/D", "/totals/D1", "/unprotected/totals/de" })
    void refusesWhatIsNoCountryCode(String path) {
        assertThat(this.mvc.get().uri(path)).hasStatus(400)
            .hasContentType("application/problem+json")
            .bodyJson()
            .isStrictlyEqualTo("""
                    {"title": "Bad Request", "status": 400, "instance": "%s",
                     "detail": "The request has values that cannot be used.",
                     "errors": [{"at": "country", "message": "must be two capital letters, such as DE"}]}
                    """.formatted(path));
        verifyNoInteractions(this.service, this.query);
    }

    @Test
    void saysThatACountryIsUnknown() {
        given(this.service.totals("XX")).willReturn(Optional.empty());
        assertThat(this.mvc.get().uri("/totals/XX")).hasStatus(404)
            .hasContentType("application/problem+json")
            .bodyJson()
            .isStrictlyEqualTo("""
                    {"title": "Not Found", "status": 404, "instance": "/totals/XX",
                     "detail": "The shop does not deliver to country XX."}
                    """);
    }

    @Test
    void saysThatItIsBusyIfTheDatabaseIs() {
        given(this.query.totals("DE")).willThrow(new DataAccessResourceFailureException("secret"));
        assertThat(this.mvc.get().uri("/unprotected/totals/DE")).hasStatus(503)
            .hasContentType("application/problem+json")
            .bodyJson()
            .isStrictlyEqualTo("""
                    {"title": "Service Unavailable", "status": 503, "instance": "/unprotected/totals/DE",
                     "detail": "The shop is too busy to answer this now. Try again in a moment."}
                    """);
    }

    @Test
    void tellsNothingAboutItsOwnMistakes() {
        given(this.service.totals("DE")).willThrow(new IllegalStateException("secret"));
        assertThat(this.mvc.get().uri("/totals/DE")).hasStatus(500)
            .hasContentType("application/problem+json")
            .bodyJson()
            .isStrictlyEqualTo("""
                    {"title": "Internal Server Error", "status": 500, "instance": "/totals/DE",
                     "detail": "The shop failed to answer this."}
                    """);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/nowhere", "/totals" })
    void answersWithAProblemWhereThereIsNothing(String path) {
        assertThat(this.mvc.get().uri(path)).hasStatus(404).hasContentType("application/problem+json");
    }

}
