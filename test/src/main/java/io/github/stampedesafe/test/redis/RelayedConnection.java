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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One connection through a relay: two sockets, and a thread for each direction. */
final class RelayedConnection {

    private final Relay relay;

    private final Socket client;

    private final Socket server = new Socket();

    private final Talk talk = new Talk();

    private final Queue<byte[]> replies = new ArrayDeque<>();

    RelayedConnection(Relay relay, Socket client) {
        this.relay = relay;
        this.client = client;
    }

    /** Connects to the target, and relays what is said until one side goes. */
    void open(InetSocketAddress target) throws IOException {
        try {
            this.server.setReceiveBufferSize(Relay.BUFFER);
            this.server.connect(target);
            this.server.setTcpNoDelay(true);
            this.client.setTcpNoDelay(true);
            Relay.daemon(() -> pump(this.client, (bytes) -> {
                awaitTurn(false, bytes.length);
                write(this.server, bytes);
            }), "relay requests").start();
            Relay.daemon(() -> pump(this.server, (bytes) -> {
                awaitTurn(true, bytes.length);
                reply(bytes);
            }), "relay replies").start();
        }
        catch (IOException ex) {
            close();
        }
    }

    void close() {
        this.relay.forget(this);
        Relay.close(this.client);
        Relay.close(this.server);
    }

    private void pump(Socket from, Sink sink) {
        byte[] buffer = new byte[Relay.BUFFER];
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
            close();
        }
    }

    private void awaitTurn(boolean isReply, int bytes) throws IOException {
        this.relay.awaitPassage(this.talk.add(isReply, bytes));
        try {
            TimeUnit.NANOSECONDS.sleep(this.talk.earliness(bytes, this.relay.bytesPerSecond(isReply)));
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }

    private void reply(byte[] bytes) throws IOException {
        if (this.relay.cutsReplies()) {
            this.client.setSoLinger(true, 0); // a reset, and no farewell
            write(this.client, Arrays.copyOf(bytes, bytes.length / 2));
            close();
            return;
        }
        synchronized (this.replies) {
            if (!this.relay.delays() && this.replies.isEmpty()) {
                write(this.client, bytes);
                return;
            }
            this.replies.add(bytes);
        }
        this.relay.hold(this::deliverFirst);
    }

    /** Not the reply whose time it is: a later one may have had less of it. */
    private void deliverFirst() {
        try {
            synchronized (this.replies) {
                write(this.client, this.replies.remove());
            }
        }
        catch (IOException ex) {
            close();
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    @FunctionalInterface
    private interface Sink {

        void accept(byte[] bytes) throws IOException;

    }

}
