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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.OutageStatus;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.HotKeys;

/** Carries out what operators ask for, at once. */
final class Operations {

    /** A key text is never longer: it would be a hash. */
    private static final int LONGEST_KEY = 256;

    private final EndpointContext context;

    Operations(EndpointContext context) {
        this.context = context;
    }

    /**
     * Changes a cache.
     * @param cache name of the cache
     * @param name name of the operation
     * @param text text of the key, {@code null} for the whole cache
     * @throws RefusedRequestException if the request makes no sense, or Redis did not
     * carry it out
     */
    AppliedOperation apply(String cache, @Nullable String name, @Nullable String text) {
        this.context.requireKnown(cache);
        Operation operation = Operation.of(name);
        if (operation.isOfKey()) {
            apply(operation, new CacheKey(cache, requireKey(operation, text)));
        }
        else {
            requireNoKey(operation, text);
            SingleFlightCache engine = this.context.engine();
            carryOut((operation == Operation.CLEAR) ? engine.clear(cache) : engine.expireAll(cache));
        }
        OutageStatus status = this.context.outage().get();
        return new AppliedOperation(cache, operation.text(), (status != null) ? status.undelivered() : 0);
    }

    private void apply(Operation operation, CacheKey key) {
        switch (operation) {
            case EVICT -> carryOut(this.context.engine().evict(key));
            case EXPIRE -> carryOut(this.context.engine().expire(key));
            default -> recompute(key);
        }
    }

    private void recompute(CacheKey key) {
        HotKeys hotKeys = this.context.hotKeys().get();
        if ((hotKeys != null && hotKeys.recompute(key)) || this.context.scheduled().test(key)) {
            return;
        }
        throw RefusedRequestException
            .invalid(("This instance does not know how to recompute that key of cache '%s': " + ((hotKeys != null)
                    ? "it has not been asked for it lately, and no schedule lists it. Ask another "
                            + "instance, or write 'expire' to let the next reader refresh it."
                    : "it counts no hot keys, and no schedule lists it. Write 'expire' to let the next reader "
                            + "refresh it."))
                .formatted(key.cache()));
    }

    private static void carryOut(Change change) {
        try {
            change.apply();
        }
        catch (CacheUnavailableException ex) {
            throw RefusedRequestException.unavailable("Redis did not carry that out. Look at the log and at "
                    + "'redis.undelivered' of this endpoint: a pending change is delivered when Redis is back.");
        }
    }

    private static String requireKey(Operation operation, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw RefusedRequestException.invalid(
                    "'key' is missing. Write the text of the key to %s, such as 'DE' or ".formatted(operation.text())
                            + "'(int)42'; an empty string is written '(string)'.");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw RefusedRequestException
                .invalid("'key' has more than %d bytes, which no key has. Longer ones are ".formatted(LONGEST_KEY)
                        + "stored as '(sha256)' and the SHA-256 of their text.");
        }
        return text;
    }

    private static void requireNoKey(Operation operation, @Nullable String text) {
        if (text != null) {
            throw RefusedRequestException
                .invalid("'%s' changes the whole cache and takes no 'key'. Leave it out, or write '%s'.".formatted(
                        operation.text(),
                        (operation == Operation.CLEAR) ? Operation.EVICT.text() : Operation.EXPIRE.text()));
        }
    }

}
