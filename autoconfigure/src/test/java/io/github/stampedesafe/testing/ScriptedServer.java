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

package io.github.stampedesafe.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that treats each of its callers in the same scripted way. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket;

    private final Script script;

    private ScriptedServer(Script script) {
        this.script = script;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a server that runs a script for each caller and then closes. */
    public static ScriptedServer of(Script script) {
        return new ScriptedServer(script);
    }

    /**
     * Starts a server that answers each request with one line, and closes at the last.
     */
    public static ScriptedServer answering(String... lines) {
        return of((in, out) -> {
            for (String line : lines) {
                if (in.read(new byte[4096]) < 0) {
                    return;
                }
                out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    public int port() {
        return this.socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            this.socket.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void serve() {
        while (!this.socket.isClosed()) {
            try (Socket caller = this.socket.accept()) {
                this.script.run(caller.getInputStream(), caller.getOutputStream());
            }
            catch (IOException ex) {
                // The caller or the test is over.
            }
        }
    }

    /** What the server does with one caller. */
    @FunctionalInterface
    public interface Script {

        void run(InputStream in, OutputStream out) throws IOException;

    }

}
