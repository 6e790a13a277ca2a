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

package io.github.stampedesafe.sample.orders;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

@WebMvcTest(OrderController.class)
class OrderControllerTests {

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private OrderService service;

    @Test
    void takesAnOrder() {
        given(this.service.place(new NewOrder("DE", 42, List.of(new NewOrder.Line(7, 2)))))
            .willReturn(new PlacedOrder(100001, new BigDecimal("19.80")));
        assertThat(post("""
                {"country": "DE", "customer": 42, "lines": [{"product": 7, "quantity": 2}]}
                """)).hasStatus(201).bodyJson().isStrictlyEqualTo("""
                {"number": 100001, "amount": 19.80}
                """);
    }

    @Test
    void namesEveryMistakeOfAnOrder() {
        assertThat(post("""
                {"country": "de", "lines": [{"product": 7, "quantity": 0}]}
                """)).hasStatus(400).hasContentType("application/problem+json").bodyJson().isStrictlyEqualTo("""
                {"title": "Bad Request", "status": 400, "instance": "/orders",
                 "detail": "The request has values that cannot be used.",
                 "errors": [{"at": "country", "message": "must be two capital letters, such as DE"},
                            {"at": "customer", "message": "must not be null"},
                            {"at": "lines[0].quantity", "message": "must be greater than 0"}]}
                """);
        verifyNoInteractions(this.service);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = { "country | {'customer': 1, 'lines': [{'product': 1, 'quantity': 1}]}",
                    "customer | {'country': 'DE', 'customer': 0, 'lines': [{'product': 1, 'quantity': 1}]}",
                    "lines | {'country': 'DE', 'customer': 1, 'lines': []}", "lines | {'country': 'DE', 'customer': 1}",
                    "lines[0].quantity | {'country': 'DE', 'customer': 1, 'lines': [{'product': 1, 'quantity': 1001}]}",
                    "lines[0].product | {'country': 'DE', 'customer': 1, 'lines': [{'quantity': 1}]}" })
    void refusesAnOrderThatLacksSomething(String place, String order) {
        assertThat(post(order.replace('\'', '"'))).hasStatus(400)
            .bodyJson()
            .extractingPath("$.errors[*].at")
            .asArray()
            .containsExactly(place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "400 | application/json | no JSON",
            "400 | application/json | {'customer': 'many'}", "415 | text/plain | an order, please" })
    void answersWithAProblemToWhatIsNoOrder(int status, String type, String body) {
        assertThat(this.mvc.post().uri("/orders").contentType(MediaType.valueOf(type)).content(body.replace('\'', '"')))
            .hasStatus(status)
            .hasContentType("application/problem+json");
    }

    @Test
    void saysThatAProductIsUnknown() {
        given(this.service.place(new NewOrder("DE", 42, List.of(new NewOrder.Line(999, 2)))))
            .willThrow(new UnknownProductException(999, new IllegalStateException("secret")));
        assertThat(post("""
                {"country": "DE", "customer": 42, "lines": [{"product": 999, "quantity": 2}]}
                """)).hasStatus(422).hasContentType("application/problem+json").bodyJson().isStrictlyEqualTo("""
                {"title": "Unprocessable Content", "status": 422, "instance": "/orders",
                 "detail": "The shop does not sell product 999."}
                """);
    }

    private MvcTestResult post(String order) {
        return this.mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(order).exchange();
    }

}
