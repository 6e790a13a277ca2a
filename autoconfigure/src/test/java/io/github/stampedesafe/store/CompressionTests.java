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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CompressionTests {

    @Test
    void bytesAreTheSameAfterwards() throws DataFormatException {
        for (int length : new int[] { 100, 8_192, 8_193, 1_000_000 }) {
            byte[] bytes = text(length);
            byte[] deflated = Compression.deflate(bytes);
            assertThat(deflated).hasSizeLessThan(bytes.length);
            assertThat(Compression.inflate(deflated)).isEqualTo(bytes);
        }
    }

    @Test
    void whatDoesNotGetShorterStaysAsItIs() {
        byte[] noise = new byte[100_000];
        new Random(20261128).nextBytes(noise);
        assertThat(Compression.deflate(noise)).isSameAs(noise);
        assertThat(Compression.deflate(new byte[0])).isEmpty();
        byte[] tooLong = new byte[Compression.LONGEST + 1];
        assertThat(Compression.deflate(tooLong)).isSameAs(tooLong);
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] deflated = Compression.deflate(text(10_000));
        for (int i = 0; i < deflated.length; i++) {
            byte[] damaged = deflated.clone();
            damaged[i] = (byte) ~damaged[i];
            assertThatExceptionOfType(DataFormatException.class).as("byte " + i)
                .isThrownBy(() -> Compression.inflate(damaged));
        }
        for (int length = 0; length < deflated.length; length++) {
            byte[] cut = Arrays.copyOf(deflated, length);
            assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(cut));
        }
        assertThatExceptionOfType(DataFormatException.class)
            .isThrownBy(() -> Compression.inflate(Arrays.copyOf(deflated, deflated.length + 1)))
            .withMessage("something follows it");
    }

    @Test
    void aFewBytesThatStandForManyAreRefusedAtTheLimit() {
        byte[] bomb = deflated(new byte[65 << 20]);
        assertThat(bomb).hasSizeLessThan(100_000);
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(bomb))
            .withMessage("it stands for more than 67108864 bytes");
    }

    @Test
    void theLimitItselfIsAllowed() throws DataFormatException {
        byte[] deflated = Compression.deflate(new byte[Compression.LONGEST]);
        assertThat(deflated).hasSizeLessThan(1_000_000);
        assertThat(Compression.inflate(deflated)).hasSize(Compression.LONGEST);
    }

    @Test
    void oneByteMoreThanTheLimitIsRefused() {
        byte[] deflated = deflated(new byte[Compression.LONGEST + 1]);
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(deflated));
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
            stream.write(bytes);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return deflated.toByteArray();
    }

    private static byte[] text(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) "{\"abc\":12}".charAt(random.nextInt(10));
        }
        return bytes;
    }

}
