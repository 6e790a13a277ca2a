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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A point at which one thread is stopped, so that a test can look and act while the
 * window is open. Ten seconds without the other side fail the test.
 */
public final class Hold {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch reached = new CountDownLatch(1);

    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until a thread stands at this point. */
    public Hold awaitReached() {
        try {
            await(this.reached, "Nobody came to the point where a thread was to be held");
        }
        catch (InterruptedException ex) {
            throw new AssertionError("The test was interrupted", ex);
        }
        return this;
    }

    /** Whether a thread came to this point. */
    public boolean isReached() {
        return this.reached.getCount() == 0;
    }

    /** Lets the thread go on. */
    public void release() {
        this.released.countDown();
    }

    /** Stops here, until released. To be called by the thread that is held. */
    public void stop() throws InterruptedException {
        this.reached.countDown();
        await(this.released, "A thread was held and never released");
    }

    /** Stops here, until released, whether the thread is interrupted or not. */
    public void stopUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                stop();
                break;
            }
            catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch, String message) throws InterruptedException {
        if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(message);
        }
    }

}
