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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** An application with a cached report. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReportApplication {

    @Bean
    ReportService reports() {
        return new ReportService();
    }

    static class ReportService {

        private static final AtomicInteger EDITION = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "reports", key = "#year", ttl = "10m", staleIfError = "0s", jitter = 0,
                beta = 0)
        public String report(int year) throws InterruptedException {
            Thread.sleep(Duration.ofMillis(50).toMillis());
            return year + " no. " + EDITION.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "reports", key = "#year + ' of ' + #country", ttl = "10m")
        public String report(int year, String country) {
            return year + " " + country;
        }

        @StampedeSafeCacheable(cacheName = "stale", key = "#year", ttl = "10m", staleWhileRevalidate = "1h", beta = 0)
        public String staleReport(int year) {
            return unprotected(year);
        }

        @StampedeSafeCacheable(cacheName = "both", ttl = "10m")
        public String both(int year, String country) {
            return year + " " + country;
        }

        @StampedeSafeCacheEvict(cacheName = "reports", key = "#year")
        public void changed(int year) {
        }

        public String unprotected(int year) {
            return year + " no. " + EDITION.incrementAndGet();
        }

    }

}
