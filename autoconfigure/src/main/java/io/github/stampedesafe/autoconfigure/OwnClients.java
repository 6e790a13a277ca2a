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

package io.github.stampedesafe.autoconfigure;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

import org.springframework.beans.factory.DisposableBean;

/**
 * The Redis clients that belong to the cache alone. Spring destroys beans in the reverse
 * order of their creation. This bean is created before those of the application, so that
 * the clients are closed after them: an evict in a {@code @PreDestroy} method is
 * delivered.
 */
final class OwnClients implements DisposableBean {

    private final Deque<Runnable> closing = new ConcurrentLinkedDeque<>();

    /**
     * Returns the client, which is closed in the end.
     * @param client the client
     * @param close closes it
     */
    <T> T own(T client, Consumer<? super T> close) {
        this.closing.addFirst(() -> close.accept(client));
        return client;
    }

    /** Closes the clients, the last one first. */
    @Override
    public void destroy() {
        for (Runnable next = this.closing.poll(); next != null; next = this.closing.poll()) {
            next.run();
        }
    }

}
