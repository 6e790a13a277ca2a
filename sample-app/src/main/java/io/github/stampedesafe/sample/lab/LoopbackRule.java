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

package io.github.stampedesafe.sample.lab;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who may use the lab: pages of its own, opened in a browser on this machine. A page from
 * elsewhere that runs in that browser gives itself away by its {@code Origin}, by what
 * the browser says of its site, or by a name that leads to this machine but is not its
 * own ({@code Host}).
 */
final class LoopbackRule {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private LoopbackRule() {
    }

    /**
     * Returns the sentence that refuses a request, empty if it is welcome.
     * @param address of the caller
     * @param host header, or {@code null}
     * @param origin header, or {@code null}
     * @param site the header {@code Sec-Fetch-Site}, or {@code null}
     */
    static Optional<String> refusal(String address, @Nullable String host, @Nullable String origin,
            @Nullable String site) {
        if (!isLoopback(address)) {
            return Optional
                .of("The lab answers only callers on its own machine, and %s is another.".formatted(address));
        }
        if (host == null || !LOOPBACK_NAMES.contains(name(host))) {
            return Optional
                .of("The lab has no name but localhost, and the request was sent to '%s'. Open http://localhost:… instead."
                    .formatted(host));
        }
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            return Optional.of("The lab answers only its own page, and the request came from '%s'.".formatted(origin));
        }
        if (site != null && !OWN_SITES.contains(site)) {
            return Optional.of("The lab answers only its own page, and the request came from another site.");
        }
        return Optional.empty();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        }
        catch (UnknownHostException ex) {
            return false;
        }
    }

    private static String name(String host) {
        try {
            return String.valueOf(URI.create("http://" + host).getHost()).toLowerCase(Locale.ROOT);
        }
        catch (IllegalArgumentException ex) {
            return "";
        }
    }

}
