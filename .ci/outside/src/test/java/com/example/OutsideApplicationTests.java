package com.example;

import com.example.OutsideApplication.TotalsService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Instances;
import io.github.stampedesafe.test.StampedeSafeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user tests: a hundred callers on two instances, one load. */
@SpringBootTest
@StampedeSafeTest(instances = 2)
class OutsideApplicationTests {

    @Test
    void aHundredCallersOnTwoInstancesLoadOnce(@Autowired Instances instances) {
        Crowd crowd = instances.crowd(100, TotalsService.class, (service) -> service.totals("DE"));

        assertThat(crowd).hasLoads(1).hasDistinctAnswers(1).hasNoFailures();
    }

}
