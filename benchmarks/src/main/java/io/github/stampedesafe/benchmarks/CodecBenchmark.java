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

package io.github.stampedesafe.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.redis.JsonCodecs;
import io.github.stampedesafe.store.PayloadCodec;

/** Our JSON, which gives back what was written, against that of Jackson as it comes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class CodecBenchmark {

    /** A record of 300 bytes of JSON, or a list of such of 10,000 bytes. */
    @Param({ "record", "list" })
    public String value = "record";

    private Object object;

    private PayloadCodec ours;

    private byte[] oursJson;

    private ObjectWriter writer;

    private ObjectReader reader;

    private byte[] json;

    @Setup
    public void write() {
        boolean isList = this.value.equals("list");
        TypeReference<?> type = isList ? Totals.LIST_TYPE : Totals.TYPE;
        this.object = isList ? Totals.list("DE") : Totals.of("DE");
        this.ours = new JsonCodecs().codec("totals", type.getType());
        this.oursJson = this.ours.write(this.object);
        this.writer = JsonMapper.shared().writerFor(type);
        this.reader = JsonMapper.shared().readerFor(type);
        this.json = this.writer.writeValueAsBytes(this.object);
    }

    @Benchmark
    public Object jacksonWrite() {
        return this.writer.writeValueAsBytes(this.object);
    }

    @Benchmark
    public Object oursWrite() {
        return this.ours.write(this.object);
    }

    @Benchmark
    public Object jacksonRead() {
        return this.reader.readValue(this.json);
    }

    @Benchmark
    public Object oursRead() {
        return this.ours.read(this.oursJson);
    }

}
