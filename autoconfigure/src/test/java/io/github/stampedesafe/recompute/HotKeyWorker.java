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

package io.github.stampedesafe.recompute;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.stampedesafe.multiprocess.CommandLine;

/** One instance in a process of its own, with traffic on command. */
@SpringBootApplication(proxyBeanMethods = false)
class HotKeyWorker {

    @Bean
    SlowSource slowSource() {
        return new SlowSource();
    }

    @Bean
    Waits waits() {
        return new Waits(100);
    }

    public static void main(String[] args) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(HotKeyWorker.class)
            .web(WebApplicationType.NONE)
            .run(args);
        SlowSource source = context.getBean(SlowSource.class);
        Waits waits = context.getBean(Waits.class);
        CommandLine.obey((words) -> switch (words[0]) {
            case "traffic" -> traffic(source, waits, words, () -> 0);
            case "changing" -> {
                long start = System.nanoTime();
                int step = Integer.parseInt(words[4]);
                yield traffic(source, waits, words,
                        () -> step * (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            }
            case "census" -> census();
            default -> throw new IllegalArgumentException(words[0]);
        });
    }

    private static String traffic(SlowSource source, Waits waits, String[] words, IntSupplier offset)
            throws InterruptedException {
        waits.restart();
        long reads = new ZipfTraffic(source::read, offset).run(Integer.parseInt(words[1]), Long.parseLong(words[2]),
                Long.parseLong(words[3]));
        return reads + " " + waits.numbers();
    }

    /** Returns the heap in use after a collection, in KiB, and the number of threads. */
    private static String census() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024 + " "
                + ManagementFactory.getThreadMXBean().getThreadCount();
    }

}
