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

package io.github.stampedesafe.test.contract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every {@link PayloadCodec} does. */
public abstract class PayloadCodecContract {

    /**
     * Returns a codec, a new one on each call, as another instance of the application
     * would make it.
     */
    protected abstract PayloadCodec codec();

    /**
     * Returns values of the type of the codec, of which no two are equal; at least two.
     */
    protected abstract List<?> values();

    /** Returns bytes that are no value of the type of the codec. */
    protected abstract byte[] foreignBytes();

    @Test
    void whatIsWrittenIsReadByAnotherInstance() {
        assertThat(values()).hasSizeGreaterThan(1)
            .allSatisfy(
                    (value) -> assertThat(codec().read(codec().write(value))).isEqualTo(value).hasSameClassAs(value));
    }

    @Test
    void eachReadIsANewObject() {
        PayloadCodec codec = codec();
        byte[] bytes = codec.write(values().get(0));

        assertThat(codec.read(bytes)).isNotSameAs(codec.read(bytes));
    }

    @Test
    void theBytesBelongToTheCaller() {
        PayloadCodec codec = codec();
        Object value = values().get(0);
        Arrays.fill(codec.write(value), (byte) 0);
        byte[] bytes = codec.write(value);
        byte[] before = bytes.clone();

        assertThat(codec.read(bytes)).isEqualTo(value);
        assertThat(bytes).isEqualTo(before);
    }

    @Test
    void aValueAtTheEndOfAnArrayIsReadLikeAnyOther() {
        assertThat(values()).allSatisfy((value) -> {
            byte[] written = codec().write(value);
            byte[] array = new byte[written.length + 3];
            System.arraycopy(written, 0, array, 3, written.length);
            assertThat(codec().read(array, 3)).isEqualTo(value);
            assertThat(codec().read(written, 0)).isEqualTo(value);
        });
    }

    @Test
    void aValueIsWrittenAlikeByEveryInstance() {
        assertThat(values()).allSatisfy((value) -> assertThat(codec().write(value)).isEqualTo(codec().write(value)));
    }

    @Test
    void theShapeIsTheSameOnEveryInstance() {
        assertThat(codec().shape()).isEqualTo(codec().shape());
        assertThat(codec().describe(codec().shape())).isNotBlank();
    }

    @Test
    void bytesThatAreNoValueAreRefused() {
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec().read(foreignBytes()));
    }

    @Test
    void manyThreadsMayWriteAndRead() {
        PayloadCodec codec = codec();
        List<?> values = values();

        assertThat(IntStream.range(0, 1_000)
            .parallel()
            .mapToObj((i) -> values.get(i % values.size()))
            .filter((value) -> !value.equals(codec.read(codec.write(value))))).isEmpty();
    }

}
