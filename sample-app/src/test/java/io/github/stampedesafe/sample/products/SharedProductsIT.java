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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.stampedesafe.sample.ShopApplication;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Instances;
import io.github.stampedesafe.test.StampedeSafeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The service alone, on two instances that share a Redis. */
@SpringBootTest(classes = ShopApplication.class,
        properties = { "spring.datasource.generate-unique-name=true",
                "spring.sql.init.data-locations=classpath:little-data.sql" })
@StampedeSafeTest(instances = 2)
class SharedProductsIT {

    private static final Product LAMP = new Product(7, "Lamp", new BigDecimal("19.90"));

    @Autowired
    private ProductService products;

    @Test
    void areAskedForOnlyIfTheyAreNotCached(@Autowired JdbcClient database) {
        assertThat(this.products.products(List.of(7, 999))).isEqualTo(Map.of(7, LAMP));
        database.sql("UPDATE product SET price = 1").update();

        assertThat(this.products.products(List.of(8, 7)).values())
            .containsExactly(new Product(8, "Mug", new BigDecimal("1.00")), LAMP);
    }

    @Test
    void areSoldAsOneLoadSaysToCallersOfBothInstances(@Autowired Instances instances) {
        Crowd crowd = instances.crowd(40, ProductService.class, (service) -> service.sales(8).join());

        assertThat(crowd).hasLoadsOf(1, "sales", 8).hasLoads(1).hasOnlyAnswer(Optional.of(new Sales("Mug", 2, 3)));
    }

}
