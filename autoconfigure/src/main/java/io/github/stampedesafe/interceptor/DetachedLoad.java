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

package io.github.stampedesafe.interceptor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;

/**
 * A load that runs without its caller, and returns nothing unless what was asked for is
 * still what it loads. Two things may have changed: the arguments belong to the caller,
 * who may fill them anew at any time, even during the load; and the key, or the
 * condition, may read what only the caller's thread has, such as its tenant. Both show in
 * a key that is evaluated in the context of the load, before the method is called and,
 * see {@link DescribedLoad#isStorable}, when its value is there.
 */
final class DetachedLoad implements Load {

    private final EntrySelector selector;

    private final CacheKey key;

    private final Call call;

    private final ArgumentsSnapshot arguments;

    private final Load inner;

    /**
     * Creates a load on the caller's thread.
     * @param selector selects the entry
     * @param key the key that was asked for
     * @param call the call, with an array of arguments of its own
     * @param inner the load, which can run without its caller
     */
    DetachedLoad(EntrySelector selector, CacheKey key, Call call, Load inner) {
        this.selector = selector;
        this.key = key;
        this.call = call;
        this.arguments = ArgumentsSnapshot.of(call.arguments());
        this.inner = inner;
    }

    @Override
    public @Nullable Object load() throws Throwable {
        return valueOf(AsyncLoad.joined(start()));
    }

    @Override
    public CompletionStage<@Nullable Object> start() {
        return startTogether(this.inner::start);
    }

    @Override
    public @Nullable Object valueOf(@Nullable Object brought) throws Throwable {
        try {
            return this.inner.valueOf(brought);
        }
        catch (Throwable ex) {
            throw explained(ex);
        }
    }

    @Override
    public @Nullable BulkLoad bulk() {
        return this.inner.bulk();
    }

    @Override
    public CompletionStage<@Nullable Object> startTogether(Supplier<CompletionStage<@Nullable Object>> together) {
        verify();
        CompletableFuture<@Nullable Object> value = new CompletableFuture<>();
        var unused = together.get().whenComplete((loaded, failure) -> {
            if (failure != null) {
                value.completeExceptionally(explained(failure));
            }
            else {
                value.complete(loaded);
            }
        });
        return value;
    }

    private Throwable explained(Throwable failure) {
        return (failure instanceof Exception ex && MissingRequest.isCauseOf(ex))
                ? refusal("%s needs a request, and only its caller has one. Read what it needs from the request "
                        + "before the call, and pass it as an argument,", ex)
                : failure;
    }

    @Override
    public void verify() {
        Origins origins = this.selector.origins();
        boolean applies;
        boolean isSame;
        try {
            applies = this.selector.appliesTo(this.call);
            isSame = applies && this.selector.key(this.call).equals(this.key);
        }
        catch (RuntimeException ex) {
            throw areArgumentsOther() ? argumentsChanged()
                    : refusal("The key or the condition of %s cannot be evaluated without its caller. "
                            + "Pass what it reads as an argument", ex);
        }
        if (!applies) {
            throw other("condition", origins.condition());
        }
        if (!isSame) {
            throw other("key", origins.key());
        }
    }

    private LoadNeedsCallerException other(String attribute, String origin) {
        if (areArgumentsOther() || (origin.isEmpty() && !this.arguments.isExact())) {
            return argumentsChanged();
        }
        return refusal("The " + attribute + " of %s reads " + (origin.isEmpty() ? "what it is made of" : origin)
                + " of the calling thread. Pass what it reads as an argument, or have it carried by a Micrometer "
                + "'ThreadLocalAccessor' or a bean marked with '@StampedeSafeTaskDecorator',", null);
    }

    private boolean areArgumentsOther() {
        return !ArgumentsSnapshot.of(this.call.arguments()).equals(this.arguments);
    }

    private LoadNeedsCallerException argumentsChanged() {
        return refusal("The arguments of %s were changed after the call. Pass arguments that nobody changes", null);
    }

    private LoadNeedsCallerException refusal(String reason, @Nullable Throwable cause) {
        String element = this.selector.origins().element();
        return new LoadNeedsCallerException(
                reason.replace("%s", element) + " to have values refreshed in the background.", cause);
    }

    @Override
    public Load repeatable() {
        return this;
    }

}
