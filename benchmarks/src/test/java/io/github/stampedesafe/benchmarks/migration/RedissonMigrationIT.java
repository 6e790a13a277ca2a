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

package io.github.stampedesafe.benchmarks.migration;

import java.util.List;
import java.util.stream.Stream;

import com.acme.tariffs.RedissonTariffs;
import com.acme.tariffs.RedissonTariffs.Way;
import com.acme.tariffs.TariffSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.codec.SerializationCodec;
import org.redisson.config.Config;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The application of docs/coming-from-redisson.md, before. */
@Tag("any-jdk")
class RedissonMigrationIT {

    private static final TariffSource SOURCE = new TariffSource();

    private static RedisProcess redis;

    private static List<RedissonClient> clients;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        clients = Stream.generate(RedissonMigrationIT::client).limit(2).toList();
    }

    @AfterEach
    void empty() {
        clients.get(0).getKeys().flushdb();
    }

    @AfterAll
    static void stop() {
        clients.forEach(RedissonClient::shutdown);
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({ "LOOK_ASIDE, 100", "LOCK, 1", "COMPUTE, 1" })
    void soManyCallersQueryTheSource(Way way, int queries) {
        assertThat(rehearsal(way).queriesForAnAbsentKey(queries)).isEqualTo(queries);
    }

    @ParameterizedTest
    @EnumSource
    void aLoadUndoesAChange(Way way) {
        assertThat(rehearsal(way).percentAfterAChangeDuringALoad()).isEqualTo(Rehearsal.BEFORE);
    }

    private static Rehearsal rehearsal(Way way) {
        return new Rehearsal(SOURCE,
                clients.stream().map((client) -> new RedissonTariffs(client, SOURCE, way)).toList());
    }

    private static RedissonClient client() {
        Config config = new Config().setCodec(new SerializationCodec());
        config.useSingleServer().setAddress("redis://%s:%d".formatted(redis.host(), redis.port())).setTimeout(10_000);
        return Redisson.create(config);
    }

}
