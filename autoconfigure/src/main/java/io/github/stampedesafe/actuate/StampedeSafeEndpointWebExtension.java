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

package io.github.stampedesafe.actuate;

import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The endpoint over HTTP: knows who asks, and says with a status and a sentence why a
 * request was not carried out.
 */
@EndpointWebExtension(endpoint = StampedeSafeEndpoint.class)
public final class StampedeSafeEndpointWebExtension {

    private final StampedeSafeEndpoint endpoint;

    private final Show showKeys;

    private final Set<String> roles;

    /**
     * Creates the extension.
     * @param endpoint the endpoint
     * @param showKeys when keys are shown
     * @param roles who is shown keys when authorized: a user of one of them, any user if
     * there are none
     */
    public StampedeSafeEndpointWebExtension(StampedeSafeEndpoint endpoint, Show showKeys, Set<String> roles) {
        this.endpoint = endpoint;
        this.showKeys = showKeys;
        this.roles = Set.copyOf(roles);
    }

    /**
     * Returns what is to be seen of a cache.
     * @param user who asks
     * @param cache its name
     */
    @ReadOperation
    public WebEndpointResponse<OperationResponseBody> cache(SecurityContext user, @Selector String cache) {
        boolean isShown = this.showKeys.isShown(user, this.roles);
        return answer(() -> this.endpoint.cache(cache, KeyDisplay.of(isShown)));
    }

    /**
     * Changes a cache, at once.
     * @param cache its name
     * @param operation {@code evict}, {@code expire}, {@code recompute}, {@code clear} or
     * {@code expire-all}
     * @param key text of the key, if the operation is about one
     */
    @WriteOperation
    public WebEndpointResponse<OperationResponseBody> change(@Selector String cache, @Nullable String operation,
            @Nullable String key) {
        return answer(() -> this.endpoint.change(cache, operation, key));
    }

    private static WebEndpointResponse<OperationResponseBody> answer(Supplier<OperationResponseBody> request) {
        try {
            return new WebEndpointResponse<>(request.get());
        }
        catch (RefusedRequestException ex) {
            return new WebEndpointResponse<>(new Refusal(String.valueOf(ex.getMessage())), ex.status());
        }
    }

    /**
     * Why a request was not carried out.
     *
     * @param message a sentence
     */
    public record Refusal(String message) implements OperationResponseBody {
    }

}
