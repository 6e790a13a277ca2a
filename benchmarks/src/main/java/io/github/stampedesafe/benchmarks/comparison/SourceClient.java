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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The source as an instance sees it: a blocking query on a connection from a pool. */
final class SourceClient implements Source {

    private final int port;

    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    SourceClient(int port) {
        this.port = port;
    }

    @Override
    public Value load(String key) {
        String answer = ask(key);
        if (answer.equals(SourceServer.FAILED)) {
            throw new SourceException("The source failed for " + key);
        }
        return Value.of(key, Long.parseLong(answer));
    }

    private String ask(String key) {
        try {
            Connection connection = this.idle.poll();
            if (connection == null) {
                connection = Connection.open(this.port);
            }
            String answer = connection.ask(key);
            this.idle.add(connection);
            return answer;
        }
        catch (IOException ex) {
            throw new SourceException("The source is out of reach: " + ex);
        }
    }

    private record Connection(BufferedReader answers, PrintStream questions) {

        static Connection open(int port) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return new Connection(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                    new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8));
        }

        String ask(String key) throws IOException {
            this.questions.println(key);
            String answer = this.answers.readLine();
            if (answer == null) {
                throw new IOException("it closed the connection");
            }
            return answer;
        }

    }

}
