package com.example;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** What a user writes: one dependency, one annotation. 64 callers, one load, or a failing exit code. */
@SpringBootApplication
public class OutsideApplication {

    private static final int CALLERS = 64;

    public static void main(String[] args) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(OutsideApplication.class, args)) {
            TotalsService service = context.getBean(TotalsService.class);
            Set<Totals> answers = storm(() -> service.totals("DE"));
            System.out.printf("Boot %s: %d callers, %d loads, %d different answers%n", SpringBootVersion.getVersion(),
                    CALLERS, service.loads(), answers.size());
            if (service.loads() != 1 || answers.size() != 1) {
                System.exit(1);
            }
        }
    }

    private static Set<Totals> storm(Callable<Totals> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Totals>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(threads.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        start.countDown();
        Set<Totals> answers = new HashSet<>();
        for (Future<Totals> one : calls) {
            answers.add(one.get());
        }
        threads.shutdown();
        return answers;
    }

    record Totals(String country, long orders, List<String> topProducts) {
    }

    @Service
    static class TotalsService {

        private final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", ttl = "10m", staleWhileRevalidate = "1h")
        public Totals totals(String country) throws InterruptedException {
            this.loads.incrementAndGet();
            Thread.sleep(300);
            return new Totals(country, 42, List.of("mug", "lamp"));
        }

        int loads() {
            return this.loads.get();
        }

    }

}
