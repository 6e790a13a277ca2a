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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port on loopback that leads to another. It can hold replies back, stop what is large,
 * cut connections, and reset each connection in the middle of a reply. Replies of one
 * connection never change places. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    static final int BUFFER = 64 * 1024;

    private static final int LARGE = 256 * 1024;

    private final ServerSocket door;

    private final InetSocketAddress target;

    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();

    private final Set<HeldReply> held = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService deliveries = Executors
        .newSingleThreadScheduledExecutor((run) -> daemon(run, "relay deliveries"));

    private volatile Duration delay = Duration.ZERO;

    private volatile boolean cutsReplies;

    private volatile boolean refuses;

    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private volatile long requestBytesPerSecond = Long.MAX_VALUE;

    private volatile CountDownLatch passage = new CountDownLatch(0);

    private final AtomicInteger stopped = new AtomicInteger();

    private Relay(InetSocketAddress target) throws IOException {
        this.door = new ServerSocket();
        this.door.setReceiveBufferSize(BUFFER); // what it holds looks as if it had
                                                // arrived
        this.door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        this.target = target;
        daemon(this::accept, "relay").start();
    }

    /** Opens a port that leads to a port of this machine. */
    public static Relay to(int port) {
        return to(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    /** Opens a port that leads to a port of a machine. */
    public static Relay to(String host, int port) {
        try {
            return new Relay(new InetSocketAddress(host, port));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public int port() {
        return this.door.getLocalPort();
    }

    /**
     * Holds each reply back for a time from now on, however many are held back. A shorter
     * time than before hastens those that are.
     */
    public void delay(Duration delay) {
        this.delay = delay;
        this.held.forEach((reply) -> reply.hasten(delay));
    }

    /** Lets no more bytes of replies through in a second from now on. */
    public void throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Lets no more bytes of requests through in a second from now on. */
    public void throttleRequests(long bytesPerSecond) {
        this.requestBytesPerSecond = bytesPerSecond;
    }

    /**
     * Stops a connection as soon as more than 256 KB go one way and nothing goes the
     * other, from now on.
     */
    public void stopLarge() {
        this.passage = new CountDownLatch(1);
    }

    /** Lets what was stopped through, and whatever comes. */
    public void letLargePass() {
        this.passage.countDown();
    }

    /** Returns how many requests and replies are stopped. */
    public int stopped() {
        return this.stopped.get();
    }

    /** Returns how many replies are held back. */
    int held() {
        return this.held.size();
    }

    /** Whether to send only the first half of the next reply and then a reset. */
    public void cutReplies(boolean cut) {
        this.cutsReplies = cut;
    }

    /** Whether to cut all connections now, and every new one at once. */
    public void refuse(boolean refuse) {
        this.refuses = refuse;
        if (refuse) {
            this.connections.forEach(RelayedConnection::close);
        }
    }

    @Override
    public void close() {
        letLargePass();
        this.deliveries.shutdownNow();
        close(this.door);
        this.connections.forEach(RelayedConnection::close);
    }

    private void accept() {
        while (!this.door.isClosed()) {
            try {
                RelayedConnection connection = new RelayedConnection(this, this.door.accept());
                this.connections.add(connection);
                if (this.refuses) {
                    connection.close();
                }
                else {
                    connection.open(this.target);
                }
            }
            catch (IOException ex) {
                // The door was closed, or the client has gone.
            }
        }
    }

    void forget(RelayedConnection connection) {
        this.connections.remove(connection);
    }

    long bytesPerSecond(boolean isReply) {
        return isReply ? this.bytesPerSecond : this.requestBytesPerSecond;
    }

    boolean cutsReplies() {
        return this.cutsReplies;
    }

    boolean delays() {
        return !this.delay.isZero();
    }

    /** Holds a reply back for the time that is set. */
    void hold(Runnable delivery) {
        HeldReply reply = new HeldReply(this.deliveries, delivery, this.held::remove);
        this.held.add(reply);
        reply.hasten(this.delay);
        // It may have been shortened before this one was known.
        reply.hasten(this.delay);
    }

    /** Waits if so many bytes have gone one way, and large ones are stopped. */
    void awaitPassage(long oneWay) throws IOException {
        if (oneWay <= LARGE || this.passage.getCount() == 0) {
            return;
        }
        this.stopped.incrementAndGet();
        try {
            this.passage.await();
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
        finally {
            this.stopped.decrementAndGet();
        }
    }

    static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        }
        catch (Exception ex) {
            // It is gone all the same.
        }
    }

    static Thread daemon(Runnable run, String name) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        return thread;
    }

}
