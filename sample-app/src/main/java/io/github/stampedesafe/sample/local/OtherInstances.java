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

package io.github.stampedesafe.sample.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The instances that use the Redis and the database of this one. Each holds a connection
 * to this instance while it runs. The end of the connection tells it that this instance
 * ends, even if this instance is killed.
 */
final class OtherInstances implements AutoCloseable {

    private static final Log log = LogFactory.getLog(OtherInstances.class);

    private static final int PATIENCE_MILLIS = 10_000;

    private final int redisPort;

    private final int databasePort;

    /** Accepts nobody before the end: until then the kernel holds the connections. */
    private final ServerSocketChannel door;

    OtherInstances(int redisPort, int databasePort) throws IOException {
        this.redisPort = redisPort;
        this.databasePort = databasePort;
        this.door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.door.configureBlocking(false);
    }

    /**
     * Returns the command line arguments of another instance.
     * @param serverPort the port on which the other instance answers requests
     */
    String arguments(int serverPort) {
        return arguments(serverPort, this.redisPort, this.databasePort, this.door.socket().getLocalPort());
    }

    static String arguments(int server, int redis, int database, int firstInstance) {
        return "--server.port=%d --spring.data.redis.port=%d --spring.datasource.url=jdbc:h2:tcp://localhost:%d/mem:shop --%s=%d"
            .formatted(server, redis, database, FirstInstance.PROPERTY, firstInstance);
    }

    /**
     * Tells the other instances to stop and waits for each at most ten seconds, so that
     * Redis and the database answer to the last.
     */
    @Override
    public void close() throws IOException {
        List<SocketChannel> running = running();
        this.door.close();
        if (!running.isEmpty()) {
            log.info("Redis and the database are part of this instance. Other instances that use them stop first: %d."
                .formatted(running.size()));
            for (SocketChannel instance : running) {
                instance.shutdownOutput();
            }
            running.forEach(OtherInstances::awaitEnd);
        }
    }

    private List<SocketChannel> running() throws IOException {
        List<SocketChannel> running = new ArrayList<>();
        for (SocketChannel instance = this.door.accept(); instance != null; instance = this.door.accept()) {
            instance.configureBlocking(false);
            if (instance.read(ByteBuffer.allocate(1)) == 0) {
                instance.configureBlocking(true);
                running.add(instance);
            }
            else {
                instance.close();
            }
        }
        return running;
    }

    private static void awaitEnd(SocketChannel instance) {
        try (instance) {
            instance.socket().setSoTimeout(PATIENCE_MILLIS);
            instance.socket().getInputStream().read();
        }
        catch (IOException ex) {
            log.warn("Another instance has not stopped in time and loses Redis and the database: " + ex.getMessage());
        }
    }

}
