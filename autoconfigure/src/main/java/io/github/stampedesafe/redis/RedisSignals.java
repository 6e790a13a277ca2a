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

package io.github.stampedesafe.redis;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.store.SignalSource;

/**
 * Receives the signals of all instances over one subscription to one channel. While it is
 * started it subscribes as soon as Redis is there, and again within about a second after
 * a connection was lost. A message is, in UTF-8, one of
 *
 * <pre>
 * 1 filled totals:DE
 * 1 failed totals:DE
 * 1 evicted totals:DE
 * 1 cleared totals:1763632800000
 * 1 expired totals:1763632800000
 * </pre>
 *
 * that is: version of the format, kind, name of the cache, and behind the first colon the
 * text of the key, or the mark of the clear or expiry. Any other message is ignored.
 */
public final class RedisSignals implements SignalSource {

    private final RedisConnectionFactory connectionFactory;

    private final byte[] channel;

    private final Runnable onSubscribed;

    private volatile @Nullable SignalSubscription subscription;

    /**
     * Creates the source. It does nothing until it is started.
     * @param connectionFactory where Redis is
     * @param keys name of the channel
     */
    public RedisSignals(RedisConnectionFactory connectionFactory, KeyLayout keys) {
        this(connectionFactory, keys, () -> {
        });
    }

    /**
     * Creates the source. It does nothing until it is started.
     * @param connectionFactory where Redis is
     * @param keys name of the channel
     * @param onSubscribed is run after each time the channel was subscribed to and the
     * receiver has asked what it missed; on a thread of this object, and it may ask Redis
     */
    public RedisSignals(RedisConnectionFactory connectionFactory, KeyLayout keys, Runnable onSubscribed) {
        this.connectionFactory = connectionFactory;
        this.channel = keys.signals().getBytes(StandardCharsets.UTF_8);
        this.onSubscribed = onSubscribed;
    }

    @Override
    public synchronized void start(Receiver receiver) {
        if (this.subscription == null) {
            SignalSubscription started = new SignalSubscription(this.connectionFactory, this.channel, receiver,
                    this.onSubscribed);
            started.start();
            this.subscription = started;
        }
    }

    /** Ends the subscription, within about a second. */
    @Override
    public synchronized void stop() {
        SignalSubscription current = this.subscription;
        if (current != null) {
            this.subscription = null;
            current.stop();
        }
    }

    /**
     * Whether Redis confirmed the subscription and, as far as is known, it still stands.
     * A silent loss is noticed within about two seconds.
     */
    public boolean isSubscribed() {
        SignalSubscription current = this.subscription;
        return current != null && current.isSubscribed();
    }

}
