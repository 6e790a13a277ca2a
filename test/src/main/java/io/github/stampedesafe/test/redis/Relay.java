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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port on loopback that leads to another. It can hold replies back, stop what is large,
 * and reset each connection in the middle of a reply. Replies of one connection never
 * change places.
 */
public final class Relay implements AutoCloseable {

    private static final int LARGE = 256 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket door;

    private final int target;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService deliveries = Executors
        .newSingleThreadScheduledExecutor((run) -> daemon(run, "relay deliveries"));

    private volatile Duration delay = Duration.ZERO;

    private volatile boolean cutsReplies;

    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private volatile long requestBytesPerSecond = Long.MAX_VALUE;

    private volatile CountDownLatch passage = new CountDownLatch(0);

    private final AtomicInteger stopped = new AtomicInteger();

    private final AtomicInteger held = new AtomicInteger();

    private Relay(int target) throws IOException {
        this.door = new ServerSocket();
        this.door.setReceiveBufferSize(BUFFER); // what it holds looks as if it had
                                                // arrived
        this.door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        this.target = target;
        daemon(this::accept, "relay").start();
    }

    /** Opens a port that leads to a port of this machine. */
    public static Relay to(int port) {
        try {
            return new Relay(port);
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
        return this.held.get();
    }

    /** Whether to send only the first half of the next reply and then a reset. */
    public void cutReplies(boolean cut) {
        this.cutsReplies = cut;
    }

    @Override
    public void close() {
        letLargePass();
        this.deliveries.shutdownNow();
        close(this.door);
        this.sockets.forEach(Relay::close);
    }

    private void accept() {
        while (!this.door.isClosed()) {
            try {
                Socket client = this.door.accept();
                this.sockets.add(client);
                connect(client);
            }
            catch (IOException ex) {
                // The door was closed, or the client has gone.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket();
            server.setReceiveBufferSize(BUFFER);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
            this.sockets.add(server);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Talk talk = new Talk();
            daemon(() -> pump(client, server, requests(server, talk)), "relay requests").start();
            Queue<byte[]> replies = new ArrayDeque<>();
            daemon(() -> pump(server, client, (bytes) -> {
                awaitPassage(talk.add(true, bytes.length));
                await(talk.earliness(bytes.length, this.bytesPerSecond));
                reply(client, server, bytes, replies);
            }), "relay replies").start();
        }
        catch (IOException ex) {
            drop(client);
        }
    }

    private void pump(Socket from, Socket to, Sink sink) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sink.accept(Arrays.copyOf(buffer, read));
            }
        }
        catch (IOException | RejectedExecutionException ex) {
            // One side has gone: so does the other.
        }
        finally {
            drop(from);
            drop(to);
        }
    }

    private Sink requests(Socket server, Talk talk) {
        return (bytes) -> {
            awaitPassage(talk.add(false, bytes.length));
            await(talk.earliness(bytes.length, this.requestBytesPerSecond));
            write(server, bytes);
        };
    }

    private void awaitPassage(long oneWay) throws IOException {
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

    private void reply(Socket client, Socket server, byte[] bytes, Queue<byte[]> replies) throws IOException {
        if (this.cutsReplies) {
            client.setSoLinger(true, 0); // a reset, and no farewell
            write(client, Arrays.copyOf(bytes, bytes.length / 2));
            drop(client);
            drop(server);
            return;
        }
        synchronized (replies) {
            if (this.delay.isZero() && replies.isEmpty()) {
                write(client, bytes);
                return;
            }
            replies.add(bytes);
        }
        this.held.incrementAndGet();
        var unused = this.deliveries.schedule(() -> deliverFirst(replies, client), this.delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Not the reply whose time it is: a later one may have had less of it. */
    private void deliverFirst(Queue<byte[]> replies, Socket client) {
        try {
            synchronized (replies) {
                write(client, replies.remove());
            }
        }
        catch (IOException ex) {
            drop(client);
        }
        finally {
            this.held.decrementAndGet();
        }
    }

    private static void await(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private void drop(Socket socket) {
        this.sockets.remove(socket);
        close(socket);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        }
        catch (Exception ex) {
            // It is gone all the same.
        }
    }

    private static Thread daemon(Runnable run, String name) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The bytes of one connection. */
    private static final class Talk {

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

    @FunctionalInterface
    private interface Sink {

        void accept(byte[] bytes) throws IOException;

    }

}
