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

package com.example;

import java.time.Instant;
import java.util.stream.LongStream;

import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

@Service
public class ReportService {

    @StampedeSafeCacheable(cacheName = "reports", key = "#year", ttl = "10m", staleWhileRevalidate = "1h")
    public Report report(int year) {
        long primes = LongStream.rangeClosed(2, year * 500L).filter(ReportService::isPrime).count();
        return new Report(year, primes, Instant.now());
    }

    @StampedeSafeCacheEvict(cacheName = "reports", key = "#year")
    public void changed(int year) {
        // Change the database here. Once that has worked the report is evicted.
    }

    private static boolean isPrime(long number) {
        return LongStream.rangeClosed(2, (long) Math.sqrt(number)).noneMatch((divisor) -> number % divisor == 0);
    }

    public record Report(int year, long primes, Instant calculatedAt) {
    }

}
