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

package io.github.stampedesafe.autoconfigure;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.protocol.RedisProtocolException;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.autoconfigure.RedisTarget.Node;
import io.github.stampedesafe.autoconfigure.RedisTarget.Sentinels;
import io.github.stampedesafe.autoconfigure.RedisTarget.Server;
import io.github.stampedesafe.store.AnswerWait;

/**
 * Turns the failure of a connection into a sentence that says where, why, and what to
 * set. Drivers hide the cause in chains of exceptions.
 */
final class ConnectionProblem {

    /** Message of an exception for an answer that is an alert of TLS. */
    static final String TLS_ALERT = "The server answered with a TLS alert";

    /** What drivers and systems say of a connection that ends before its handshake. */
    private static final String[] CLOSED = { "closed prematurely", "Connection reset", "Broken pipe",
            "HandshakeHandler not registered", "connection was aborted" };

    private final RedisTarget target;

    private final Duration timeout;

    /**
     * Creates the sentences' maker.
     * @param target where Redis is
     * @param timeout how long a connection may take
     */
    ConnectionProblem(RedisTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /** Whether Redis answered that it wants other credentials, or wants any. */
    static boolean isRefusedLogin(Throwable failure) {
        return find(failure, (cause) -> starts(cause, "NOAUTH", "WRONGPASS")) != null;
    }

    /**
     * Returns the sentence, without a full stop.
     * @param failure what the driver threw; {@code null} if there was no answer in time
     */
    String sentence(@Nullable Throwable failure) {
        return "No connection to " + place() + ": " + ((failure != null) ? cause(failure) : slow());
    }

    /**
     * Returns the sentence for a connection that once stood, without a full stop.
     * @param reconnecting what the last attempt to connect again failed with;
     * {@code null} if none has failed yet
     */
    String lost(@Nullable Throwable reconnecting) {
        return "The connection to " + place() + " is lost, and there is no new one"
                + ((reconnecting != null) ? ": " + cause(reconnecting) : " yet");
    }

    /** Returns the sentence for a command that Redis answered by an error. */
    String answered(RedisCommandExecutionException answer) {
        return "%s answered '%s'".formatted(place(), PrintableText.of(text(answer)));
    }

    /** Returns the sentence for a command without an answer, without a full stop. */
    String unanswered() {
        return "No answer of %s within %d ms".formatted(place(), this.timeout.toMillis());
    }

    /**
     * Returns the sentence for a command whose value was still on its way when the
     * longest wait was over, without a full stop.
     */
    String givenUp() {
        return ("The value was still on its way to or from %s after %d ms. Cache smaller values, or raise "
                + "'stampede-safe.redis.timeout'")
            .formatted(place(), AnswerWait.longest(this.timeout).toMillis());
    }

    private String place() {
        String nodes = this.target.place().nodes().stream().map(Node::toString).collect(Collectors.joining(", "));
        if (this.target.place() instanceof Server) {
            return "Redis at " + nodes;
        }
        return (this.target.place() instanceof Sentinels sentinels)
                ? "master '%s' of the Redis sentinels at %s".formatted(sentinels.master(), nodes)
                : "the Redis cluster at " + nodes;
    }

    private String cause(Throwable failure) {
        String answer = answer(failure);
        if (answer != null) {
            return answer;
        }
        Throwable host = find(failure,
                (cause) -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException);
        if (host != null) {
            return "the host name is unknown. Correct 'spring.data.redis.host', or whichever property names the host";
        }
        if (find(failure, SSLException.class::isInstance) != null) {
            return tls(failure);
        }
        if (find(failure, (cause) -> cause instanceof ConnectException && contains(cause, "refused")) != null) {
            return "nothing listens there (connection refused). Start Redis, or correct 'spring.data.redis.host' and "
                    + "'spring.data.redis.port'";
        }
        if (find(failure, RedisProtocolException.class::isInstance) != null) {
            return "what answers there does not speak the Redis protocol. Correct 'spring.data.redis.port', or set "
                    + "'spring.data.redis.ssl.enabled' as the server expects";
        }
        if (find(failure, SlowAnswer::is) != null) {
            return slow();
        }
        if (find(failure, (cause) -> cause instanceof ClosedChannelException || contains(cause, CLOSED)) != null) {
            return closed();
        }
        return text(deepest(failure));
    }

    private static @Nullable String answer(Throwable failure) {
        if (find(failure, (cause) -> starts(cause, "NOAUTH")) != null) {
            return "Redis asks for a password (NOAUTH). Set 'spring.data.redis.password', and "
                    + "'spring.data.redis.username' for a user of an access control list";
        }
        if (find(failure, (cause) -> starts(cause, "WRONGPASS", "ERR invalid password")) != null) {
            return "Redis does not accept the user or its password (WRONGPASS). Correct 'spring.data.redis.username' and "
                    + "'spring.data.redis.password'";
        }
        if (find(failure, (cause) -> starts(cause, "ERR AUTH", "ERR Client sent AUTH")) != null) {
            return "Redis has no password, but one is set. Remove 'spring.data.redis.password'";
        }
        if (find(failure, (cause) -> starts(cause, "ERR DB index", "ERR invalid DB")) != null) {
            return "Redis has no such database. Correct 'spring.data.redis.database'";
        }
        if (find(failure, (cause) -> starts(cause, "DENIED")) != null) {
            return "Redis is in protected mode and refuses clients of other machines (DENIED). Set a password there "
                    + "('requirepass'), and 'spring.data.redis.password'";
        }
        Throwable refused = find(failure, (cause) -> starts(cause, "NOPERM"));
        return (refused != null) ? text(refused) + ". Let the access control list of the user allow that"
                : otherAnswer(failure);
    }

    private static @Nullable String otherAnswer(Throwable failure) {
        Throwable answer = find(failure, RedisCommandExecutionException.class::isInstance);
        if (answer == null) {
            return null;
        }
        if (contains(answer, "max number of clients")) {
            return "Redis has as many clients as it accepts. Raise 'maxclients' there, or run fewer instances";
        }
        return "Redis answered '%s'".formatted(PrintableText.of(text(answer)));
    }

    private static String tls(Throwable failure) {
        if (find(failure, (cause) -> contains(cause, TLS_ALERT)) != null) {
            return "the server expects TLS. Set 'spring.data.redis.ssl.enabled' to 'true', or write 'rediss:' in "
                    + "'spring.data.redis.url'";
        }
        if (find(failure, (cause) -> contains(cause, "not an SSL/TLS record")) != null) {
            return "the server does not speak TLS. Set 'spring.data.redis.ssl.enabled' to 'false', or write 'redis:' in "
                    + "'spring.data.redis.url'";
        }
        Throwable deepest = find(failure, (cause) -> contains(cause, "certification path", "certificate", "handshake"));
        return "TLS failed (%s). Name a bundle with the certificates in 'spring.data.redis.ssl.bundle'"
            .formatted((deepest != null) ? text(deepest) : text(failure));
    }

    /** An end without an answer has several causes, and nothing tells them apart. */
    private String closed() {
        return "the connection was closed before Redis answered. " + (this.target.isTls() ? "See the log of the server"
                : "If the server expects TLS, set 'spring.data.redis.ssl.enabled' to 'true'. Otherwise see its log");
    }

    /**
     * A server without TLS waits in silence for the end of what it takes for a command.
     */
    private String slow() {
        return "no answer within %d ms. Redis or the network is too slow, or a firewall drops what is sent%s".formatted(
                this.timeout.toMillis(),
                this.target.isTls() ? ", or the server does not speak TLS: set "
                        + "'spring.data.redis.ssl.enabled' to 'false', or write 'redis:' in 'spring.data.redis.url'"
                        : "");
    }

    private static String text(Throwable cause) {
        return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
    }

    private static boolean starts(Throwable cause, String... beginnings) {
        String message = cause.getMessage();
        return message != null && List.of(beginnings).stream().anyMatch(message::startsWith);
    }

    private static boolean contains(Throwable cause, String... parts) {
        String message = cause.getMessage();
        return message != null && List.of(parts).stream().anyMatch(message::contains);
    }

    /** Returns the end of the chain of causes, without what was suppressed. */
    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** Returns the deepest of all causes for which something is true. */
    private static @Nullable Throwable find(Throwable failure, Predicate<Throwable> what) {
        List<Throwable> found = causes(failure).stream().filter(what).toList();
        return found.isEmpty() ? null : found.get(found.size() - 1);
    }

    /** Returns a failure and its causes. A cluster suppresses those of single nodes. */
    private static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> all = new ArrayList<>();
        Deque<Throwable> next = new ArrayDeque<>(List.of(failure));
        while (!next.isEmpty()) {
            Throwable current = next.poll();
            if (seen.add(current)) {
                all.add(current);
                next.addAll(List.of(current.getSuppressed()));
                if (current.getCause() != null) {
                    next.add(current.getCause());
                }
            }
        }
        return all;
    }

}
