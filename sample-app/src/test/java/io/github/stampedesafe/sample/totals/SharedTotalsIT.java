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

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.stampedesafe.sample.ShopApplication;
import io.github.stampedesafe.sample.orders.NewOrder;
import io.github.stampedesafe.sample.orders.OrderService;
import io.github.stampedesafe.test.CacheLoads;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.Instances;
import io.github.stampedesafe.test.StampedeSafeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The service alone, on two instances that share a Redis. */
@SpringBootTest(classes = ShopApplication.class,
        properties = { "spring.datasource.generate-unique-name=true",
                "spring.sql.init.data-locations=classpath:little-data.sql" })
@StampedeSafeTest(instances = 2)
class SharedTotalsIT {

    @Autowired
    private TotalsService totals;

    @Test
    void areLoadedOnceForCallersOfBothInstances(@Autowired Instances instances) {
        Crowd crowd = instances.crowd(40, TotalsService.class, (service) -> service.totals("DE"));

        assertThat(crowd).hasLoadsOf(1, "totals", "DE").hasLoads(1).hasDistinctAnswers(1).hasNoFailures();
    }

    @Test
    void containAnOrderThatWasPlacedWhileTheQueryRan(@Autowired OrderService orders, @Autowired CacheLoads loads) {
        Hold query = loads.hold("totals", "DE");
        Crowd reader = Crowd.one(() -> this.totals.totals("DE").orElseThrow());
        query.awaitReached();
        orders.place(new NewOrder("DE", 1, List.of(new NewOrder.Line(7, 1))));
        query.release();

        Totals before = (Totals) Objects.requireNonNull(reader.result());
        assertThat(this.totals.totals("DE").orElseThrow().orders()).isEqualTo(before.orders() + 1);
    }

}
