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

package io.github.stampedesafe.test.redis;

import java.util.concurrent.TimeUnit;

/** The bytes of one connection. */
final class Talk {

    /** By how much a busy machine may be late without losing throughput. */
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(50);

    private boolean isReply;

    private long oneWay;

    private long due = System.nanoTime();

    /** Returns how many bytes have gone this way since any went the other way. */
    synchronized long add(boolean isReply, int bytes) {
        this.oneWay = (this.isReply == isReply) ? this.oneWay + bytes : bytes;
        this.isReply = isReply;
        return this.oneWay;
    }

    /** Returns for how many nanoseconds these bytes have to wait. */
    synchronized long earliness(int bytes, long bytesPerSecond) {
        long now = System.nanoTime();
        long begin = (now - this.due > CATCH_UP) ? now : this.due;
        this.due = begin + TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        return Math.max(0, this.due - now);
    }

}
