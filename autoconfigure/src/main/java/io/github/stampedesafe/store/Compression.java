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
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes in the format of zlib, RFC 1950, with its checksum. */
final class Compression {

    /**
     * Nothing longer is compressed, and nothing that claims to be longer is read: a few
     * kilobytes can stand for gigabytes.
     */
    static final int LONGEST = 64 << 20;

    private static final int CHUNK = 8 << 10;

    private Compression() {
    }

    /** Returns the bytes compressed; themselves if that does not make them shorter. */
    static byte[] deflate(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return bytes;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream(bytes.length / 4 + CHUNK);
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished() && deflated.size() < bytes.length) {
                deflated.write(chunk, 0, deflater.deflate(chunk));
            }
            return (deflated.size() < bytes.length) ? deflated.toByteArray() : bytes;
        }
        finally {
            deflater.end();
        }
    }

    /**
     * Returns the bytes that were compressed.
     * @throws DataFormatException if they are damaged, cut off, followed by others, or
     * too long
     */
    static byte[] inflate(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * deflated.length + CHUNK);
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int read = inflater.inflate(chunk);
                if (read == 0 && !inflater.finished()) {
                    throw new DataFormatException("it is cut off");
                }
                if (bytes.size() + read > LONGEST) {
                    throw new DataFormatException("it stands for more than %d bytes".formatted(LONGEST));
                }
                bytes.write(chunk, 0, read);
            }
            if (inflater.getRemaining() > 0) {
                throw new DataFormatException("something follows it");
            }
            return bytes.toByteArray();
        }
        finally {
            inflater.end();
        }
    }

}
