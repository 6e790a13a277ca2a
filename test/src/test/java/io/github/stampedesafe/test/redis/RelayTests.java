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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What tests rely on when they slow a server down. */
@Timeout(20)
class RelayTests {

    @Test
    void repliesThatAreHeldBackStayBeforeLaterOnes() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Relay relay = Relay.to(door.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket server = door.accept()) {
            OutputStream replies = server.getOutputStream();
            relay.delay(Duration.ofMillis(500));
            replies.write('1');
            Awaitility.await().until(() -> relay.held() == 1);
            relay.delay(Duration.ZERO);
            replies.write('2');
            InputStream received = client.getInputStream();
            assertThat(new String(received.readNBytes(2), StandardCharsets.US_ASCII)).isEqualTo("12");
        }
    }

    @Test
    void repliesThatAreHeldBackArriveWhenTheDelayEnds() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Relay relay = Relay.to(door.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket server = door.accept()) {
            relay.delay(Duration.ofDays(1));
            server.getOutputStream().write('1');
            Awaitility.await().until(() -> relay.held() == 1);
            server.getOutputStream().write('2');
            Awaitility.await().until(() -> relay.held() == 2);
            relay.delay(Duration.ZERO);
            assertThat(new String(client.getInputStream().readNBytes(2), StandardCharsets.US_ASCII)).isEqualTo("12");
        }
    }

    @Test
    void connectionsAreCutUntilTheRelayAcceptsAgain() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                Relay relay = Relay.to(door.getLocalPort())) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                    Socket server = door.accept()) {
                relay.refuse(true);
                assertThat(endOf(open)).isTrue();
                assertThat(endOf(server)).isTrue();
            }
            try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
                assertThat(endOf(refused)).isTrue();
            }
            relay.refuse(false);
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                    Socket server = door.accept()) {
                server.getOutputStream().write('1');
                assertThat(client.getInputStream().read()).isEqualTo('1');
            }
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        }
        catch (IOException ex) {
            return true; // A reset is an end, too.
        }
    }

}
