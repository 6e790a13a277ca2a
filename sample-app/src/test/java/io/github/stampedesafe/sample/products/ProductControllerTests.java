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

package io.github.stampedesafe.sample.products;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(ProductController.class)
class ProductControllerTests {

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private ProductService service;

    @Test
    void answersWithTheProductsThatExist() {
        given(this.service.products(Set.of(7, 999)))
            .willReturn(Map.of(7, new Product(7, "Lamp", new BigDecimal("19.90"))));
        assertThat(this.mvc.get().uri("/products?ids=7,999,7")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                [{"id": 7, "name": "Lamp", "price": 19.90}]
                """);
    }

    @Test
    void answersWithTheSalesWhenTheyAreThere() {
        given(this.service.sales(8))
            .willReturn(CompletableFuture.supplyAsync(() -> Optional.of(new Sales("Mug", 2, 3))));
        assertThat(this.mvc.get().uri("/products/8/sales")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"product": "Mug", "orders": 2, "pieces": 3}
                """);
    }

    @Test
    void doesNotFindTheSalesOfAnUnknownProduct() {
        given(this.service.sales(999)).willReturn(CompletableFuture.completedFuture(Optional.empty()));
        assertThat(this.mvc.get().uri("/products/999/sales")).hasStatus(404);
    }

}
