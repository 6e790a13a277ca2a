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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.Subscription;
import org.springframework.data.redis.connection.SubscriptionListener;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.SignalSource.Receiver;

/**
 * One subscription, from start to stop, and the thread that keeps it up.
 * <p>
 * Spring's RedisMessageListenerContainer is not used because its start throws, after up
 * to two seconds, when Redis is down; because it leaves it to the driver to notice a lost
 * connection, which never happens if the other machine just vanished; and because the
 * driver's reconnect delay may have grown to half a minute.
 */
final class SignalSubscription implements MessageListener, SubscriptionListener {

    private static final Logger logger = LoggerFactory.getLogger(SignalSubscription.class);

    private static final long CHECK_MILLIS = 500;

    private static final long ATTENTIVE_CHECK_MILLIS = 100;

    private static final long TIMEOUT_MILLIS = 1_000;

    private static final long RETRY_MILLIS = 250;

    private final RedisConnectionFactory connectionFactory;

    private final byte[] channel;

    private final Receiver receiver;

    private final Runnable onSubscribed;

    private final Thread thread = new Thread(this::run, "stampede-safe-signals");

    private final Semaphore confirmations = new Semaphore(0);

    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile @Nullable RedisConnection connection;

    private volatile boolean subscribed;

    /**
     * Whether the present connection was subscribed, so that its answers prove something.
     */
    private volatile boolean listening;

    private boolean lost;

    private boolean saidUnreadable;

    SignalSubscription(RedisConnectionFactory connectionFactory, byte[] channel, Receiver receiver,
            Runnable onSubscribed) {
        this.connectionFactory = connectionFactory;
        this.channel = channel;
        this.receiver = receiver;
        this.onSubscribed = onSubscribed;
        this.thread.setContextClassLoader(SignalSubscription.class.getClassLoader());
        this.thread.setDaemon(true);
    }

    void start() {
        this.thread.start();
    }

    void stop() {
        this.stopped.countDown();
        // Wakes a driver whose subscribe blocks its caller.
        RedisConnection current = this.connection;
        Subscription subscription = (current != null) ? current.getSubscription() : null;
        if (subscription != null) {
            subscription.close();
        }
        this.thread.interrupt();
        try {
            this.thread.join(TIMEOUT_MILLIS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isSubscribed() {
        return this.subscribed;
    }

    @Override
    public void onMessage(Message message, byte @Nullable [] pattern) {
        Signal signal = SignalFormat.read(message.getBody());
        if (signal != null) {
            safely(() -> this.receiver.receive(signal));
        }
        else if (SignalFormat.isOfThisRelease(message.getBody()) && !this.saidUnreadable) {
            this.saidUnreadable = true;
            logger.warn(("A message on Redis channel '%s' is no signal: '%s'. Such messages are ignored. "
                    + "Find out who else publishes there.")
                .formatted(name(), PrintableBytes.of(message.getBody())));
        }
    }

    /**
     * Called on the driver's own thread, which must not wait for Redis; or, by a driver
     * whose subscribe blocks, on ours.
     */
    @Override
    public void onChannelSubscribed(byte[] channel, long count) {
        // Before anything else that the connection brings: the driver may have connected
        // again by itself.
        safely(this.receiver::reconnected);
        this.listening = true;
        if (Thread.currentThread().equals(this.thread)) {
            confirmed();
        }
        else {
            this.confirmations.release();
        }
    }

    private void run() {
        try {
            do {
                subscribe();
                this.subscribed = false;
            }
            while (!this.stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        }
        catch (InterruptedException ex) {
            this.subscribed = false;
        }
    }

    /** Comes back when there is no subscription, or none any more. */
    private void subscribe() throws InterruptedException {
        try (RedisConnection connection = this.connectionFactory.getConnection()) {
            this.connection = connection;
            this.listening = false;
            connection.subscribe(this, this.channel);
            while (isAlive(connection)) {
                if (this.confirmations.tryAcquire(pause(), TimeUnit.MILLISECONDS)) {
                    confirmed();
                }
            }
            lost(null);
        }
        catch (RuntimeException ex) {
            lost(ex);
        }
        finally {
            this.connection = null;
        }
    }

    private void confirmed() {
        this.subscribed = true;
        if (this.lost) {
            this.lost = false;
            logger.debug("Subscribed to Redis channel '%s' again".formatted(name()));
        }
        safely(this.receiver::missed);
        safely(this.onSubscribed);
    }

    /**
     * That Redis is away is said elsewhere, once; that it refuses is said nowhere else.
     */
    private void lost(@Nullable RuntimeException failure) {
        if (this.lost || this.stopped.getCount() == 0) {
            return;
        }
        this.lost = true;
        String message = "No subscription to Redis channel '%s' (%s). Trying again until there is one."
            .formatted(name(), (failure != null) ? failure.getMessage() : "the connection was lost");
        if (failure != null && Refusals.reason(failure) == Reason.REFUSED) {
            logger.warn(message);
        }
        else {
            logger.debug(message);
        }
    }

    private boolean isAlive(RedisConnection connection) throws InterruptedException {
        if (this.stopped.getCount() == 0 || !connection.isSubscribed()) {
            return false;
        }
        boolean isListening = this.listening;
        long sent = System.nanoTime();
        boolean isAnswered = Heartbeat.isAnswered(connection, TIMEOUT_MILLIS);
        if (isAnswered && isListening && Heartbeat.canAsk(connection)) {
            safely(() -> this.receiver.heard(sent));
        }
        return isAnswered;
    }

    private long pause() {
        return this.receiver.isAttentive() ? ATTENTIVE_CHECK_MILLIS : CHECK_MILLIS;
    }

    private void safely(Runnable task) {
        try {
            task.run();
        }
        catch (CacheUnavailableException ex) {
            logger.debug("Redis did not say what was missed of channel '%s'".formatted(name()), ex);
        }
        catch (RuntimeException ex) {
            logger.warn("Failed on a signal of Redis channel '%s'".formatted(name()), ex);
        }
    }

    private String name() {
        return new String(this.channel, StandardCharsets.UTF_8);
    }

}
