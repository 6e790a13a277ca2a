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
import org.springframework.boot.test.context.SpringBootTest;

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
class SharedCountriesIT {

    @Test
    void areLoadedOnceForCallersOfBothInstances(@Autowired Instances instances) {
        Crowd crowd = instances.crowd(40, CountryService.class, CountryService::countries);

        assertThat(crowd).hasLoads(1)
            .hasOnlyAnswer(List.of(new Country("DE", "Germany"), new Country("ES", "Spain"),
                    new Country("FR", "France"), new Country("IT", "Italy")));
    }

}
