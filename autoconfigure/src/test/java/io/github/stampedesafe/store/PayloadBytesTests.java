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

package io.github.stampedesafe.store;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A payload at the end of an array is as good as one with an array of its own. */
class PayloadBytesTests {

    private static final StringCodec CODEC = new StringCodec();

    private final byte[] stored = CODEC.write("headervalue");

    private final Payload end = Payload.endOf(this.stored, 6, 7, false);

    @Test
    void itIsEqualToOneOfTheSameBytes() {
        Payload own = Payload.of(CODEC.write("value"), 7);
        assertThat(this.end).isEqualTo(own).hasSameHashCodeAs(own).hasToString("5 bytes");
        assertThat(this.end.bytes()).isEqualTo(own.bytes());
        assertThat(this.end).isNotEqualTo(Payload.of(this.stored, 7))
            .isNotEqualTo(Payload.endOf(this.stored, 5, 7, false))
            .isNotEqualTo(Payload.endOf(this.stored, 6, 7, true));
    }

    @Test
    void itIsReadWithoutWhatStandsBeforeIt() {
        byte[] before = this.stored.clone();
        assertThat(this.end.read(CODEC)).isEqualTo("value");
        assertThat(Payload.of(this.stored).read(CODEC)).isEqualTo("headervalue");
        assertThat(this.stored).isEqualTo(before);
    }

    @Test
    void itIsCompressedAndExpandedWithoutWhatStandsBeforeIt() {
        String text = "value ".repeat(200);
        Payload compressed = Payload.endOf(CODEC.write("header" + text), 6, 7, false).compressed();
        assertThat(compressed).isEqualTo(Payload.of(CODEC.write(text), 7).compressed());
        byte[] deflated = compressed.bytes();
        byte[] array = new byte[deflated.length + 58];
        Arrays.fill(array, (byte) 1);
        System.arraycopy(deflated, 0, array, 58, deflated.length);
        assertThat(Payload.endOf(array, 58, 7, true).read(CODEC)).isEqualTo(text);
    }

    @Test
    void anEmptyEndIsNoNull() {
        Payload empty = Payload.endOf(this.stored, this.stored.length, 0, false);
        assertThat(empty.isNull()).isFalse();
        assertThat(empty).isNotEqualTo(Payload.ofNull()).isEqualTo(Payload.of(new byte[0]));
        assertThat(empty.read(CODEC)).isEqualTo("");
    }

    @Test
    void bytesOfAnotherShapeOrOfAnotherValueHaveAnotherHashCode() {
        assertThat(Payload.of(CODEC.write("value"), 8)).doesNotHaveSameHashCodeAs(this.end);
        assertThat(Payload.of(CODEC.write("valuf"), 7)).doesNotHaveSameHashCodeAs(this.end);
    }

    @Test
    void whatIsNotCompressedIsWrittenAsItIs() {
        assertThat(this.end.written()).isEqualTo(CODEC.write("value"));
    }

    @Test
    void neitherNullNorWhatIsCompressedIsCompressed() {
        Payload compressed = Payload.of(CODEC.write("value ".repeat(200)), 7).compressed();
        assertThat(compressed.compressed()).isSameAs(compressed);
        assertThat(Payload.ofNull().compressed()).isSameAs(Payload.ofNull());
        assertThat(Payload.ofNull().bytes()).isEmpty();
    }

    @Test
    void nullHasNothingToRead() {
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Payload.ofNull().read(CODEC))
            .withMessage("There are no bytes of null");
    }

}
