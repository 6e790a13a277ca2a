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

package io.github.stampedesafe.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The one source behind all instances, as a server in the measuring process: it counts
 * the loads of all processes. A load takes as long as the scenario says however many run,
 * so that a peer without protection is not punished twice: the peak says what a real
 * database would have had to bear.
 */
final class SourceServer implements AutoCloseable {

    static final String FAILED = "failed";

    private final ServerSocket socket;

    private final Thread acceptor;

    private final LoadCount loads = new LoadCount();

    private final AtomicLong version = new AtomicLong(1);

    private volatile Duration delay = Duration.ZERO;

    private volatile boolean failing;

    SourceServer() {
        try {
            this.socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.acceptor = start("source", this::accept);
    }

    int port() {
        return this.socket.getLocalPort();
    }

    LoadCount loads() {
        return this.loads;
    }

    /** Lets loads that begin from now on take so long. */
    void takes(Duration delay) {
        this.delay = delay;
    }

    /** Lets loads that begin from now on fail, or succeed again. */
    void fails(boolean failing) {
        this.failing = failing;
    }

    /** Changes the data; returns the version that loads see which begin from now on. */
    long write() {
        return this.version.incrementAndGet();
    }

    /** Takes no connection any more; those that are open stay so. */
    @Override
    public void close() {
        try {
            this.socket.close();
            // A thread inside accept() keeps the port open until it has left it.
            this.acceptor.join();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = this.socket.accept();
                client.setTcpNoDelay(true);
                start("source of " + client.getPort(), () -> serve(client));
            }
        }
        catch (IOException ex) {
            // The server was closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader requests = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintStream answers = new PrintStream(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String key = requests.readLine(); key != null; key = requests.readLine()) {
                answers.println(load(key));
            }
        }
        catch (IOException ex) {
            // The process that asked was ended.
        }
    }

    private String load(String key) {
        // What the load sees is fixed before the load is counted: a scenario writes right
        // after that.
        long seen = this.version.get();
        boolean fails = this.failing;
        long nanos = this.delay.toNanos();
        boolean counts = this.loads.begin(key);
        try {
            LockSupport.parkNanos(nanos);
            return fails ? FAILED : String.valueOf(seen);
        }
        finally {
            if (counts) {
                this.loads.end();
            }
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

}
