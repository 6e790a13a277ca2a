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

import java.security.Principal;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

import io.github.stampedesafe.engine.NearCaches;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is shown keys over HTTP. */
class ShowKeysTests {

    private static final SecurityContext OPERATOR = new User("operator");

    private static final SecurityContext CLERK = new User("clerk");

    private final EndpointContext context = context();

    @Test
    void neverIsNever() {
        assertThat(keysFor(OPERATOR, Show.NEVER, Set.of())).startsWith("#");
    }

    @Test
    void alwaysIsForAll() {
        assertThat(keysFor(SecurityContext.NONE, Show.ALWAYS, Set.of("operator"))).isEqualTo("DE");
    }

    @Test
    void whoIsLoggedInIsAuthorizedIfNoRoleIsAskedFor() {
        assertThat(keysFor(SecurityContext.NONE, Show.WHEN_AUTHORIZED, Set.of())).startsWith("#");
        assertThat(keysFor(CLERK, Show.WHEN_AUTHORIZED, Set.of())).isEqualTo("DE");
    }

    @Test
    void whoHasOneOfTheRolesIsAuthorized() {
        assertThat(keysFor(SecurityContext.NONE, Show.WHEN_AUTHORIZED, Set.of("operator"))).startsWith("#");
        assertThat(keysFor(CLERK, Show.WHEN_AUTHORIZED, Set.of("operator", "admin"))).startsWith("#");
        assertThat(keysFor(OPERATOR, Show.WHEN_AUTHORIZED, Set.of("operator", "admin"))).isEqualTo("DE");
    }

    @Test
    void aHiddenKeyIsTheSameOnEveryInstanceAndAnotherInEveryCache() {
        assertThat(KeyDisplay.HIDDEN.key(new CacheKey("totals", "DE"))).isEqualTo("#5070a4847b03")
            .isNotEqualTo(KeyDisplay.HIDDEN.key(new CacheKey("orders", "DE")))
            .isNotEqualTo(KeyDisplay.HIDDEN.key(new CacheKey("totals", "FR")));
    }

    private String keysFor(SecurityContext user, Show showKeys, Set<String> roles) {
        StampedeSafeEndpoint endpoint = new StampedeSafeEndpoint(this.context, showKeys);
        CacheDescriptor cache = (CacheDescriptor) new StampedeSafeEndpointWebExtension(endpoint, showKeys, roles)
            .cache(user, "totals")
            .getBody();
        String key = cache.hotKeys().get(0).key();
        assertThat(cache.ranking().get(0).key()).isEqualTo(key);
        assertThat(cache.hotKeys().get(0).lastFailure())
            .isEqualTo(key.equals("DE") ? "java.lang.IllegalStateException: No totals of DE" : "******");
        return key;
    }

    private static EndpointContext context() {
        SingleFlightCache engine = Mockito.mock(SingleFlightCache.class);
        Mockito.when(engine.inProgress()).thenReturn(new InProgress(List.of(), List.of()));
        Mockito.when(engine.near()).thenReturn(Mockito.mock(NearCaches.class));
        CacheStatistics statistics = new CacheStatistics();
        statistics.miss(FakeHotKeys.DE);
        FakeHotKeys hotKeys = new FakeHotKeys();
        return new EndpointContext(engine, List::of, statistics, new UncachedCaches(), (key, life) -> null, () -> null,
                () -> hotKeys, (key) -> false);
    }

    private record User(String role) implements SecurityContext {

        @Override
        public Principal getPrincipal() {
            return () -> "user";
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals(this.role);
        }

    }

}
