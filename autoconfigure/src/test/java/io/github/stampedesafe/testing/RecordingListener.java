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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.OutageSummary;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.event.UndeliverableChanges;
import io.github.stampedesafe.event.UnfaithfulValue;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/** Writes down what it hears, as {@code "loaded totals:DE MISS"}. */
public final class RecordingListener implements CacheListener {

    private final List<String> events = new ArrayList<>();

    /** Returns everything, in order. */
    public synchronized List<String> events() {
        return List.copyOf(this.events);
    }

    /** Returns how many events begin with a text: a name, or more. */
    public long count(String beginning) {
        return events().stream().filter((event) -> event.startsWith(beginning)).count();
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        add("hit", key, freshness);
    }

    @Override
    public void miss(CacheKey key) {
        add("miss", key);
    }

    @Override
    public void followed(CacheKey key, Duration waited) {
        add("followed", key, waited);
    }

    @Override
    public void loaded(CacheKey key, LoadCause cause, Duration cost) {
        add("loaded", key, cause, cost);
    }

    @Override
    public void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
        add("loadFailed", key, cause, failure.getClass().getSimpleName());
    }

    @Override
    public void filled(CacheKey key) {
        add("filled", key);
    }

    @Override
    public void leaseWaited(CacheKey key, Duration waited) {
        add("leaseWaited", key, waited);
    }

    @Override
    public void loadWaited(CacheKey key, Duration waited) {
        add("loadWaited", key, waited);
    }

    @Override
    public void recomputed(CacheKey key, RecomputeOutcome.Result result, Duration lag) {
        add("recomputed", key, result, lag);
    }

    @Override
    public void argumentsFailed(String method, Throwable failure) {
        add("argumentsFailed", method, failure.getClass().getSimpleName());
    }

    @Override
    public void argumentsOverdue(String method, Duration lasting) {
        add("argumentsOverdue", method, lasting);
    }

    @Override
    public void loadRefused(CacheKey key) {
        add("loadRefused", key);
    }

    @Override
    public void loadOverdue(CacheKey key, Duration deadline) {
        add("loadOverdue", key, deadline);
    }

    @Override
    public void publishRefused(CacheKey key) {
        add("publishRefused", key);
    }

    @Override
    public void outdated(CacheKey key) {
        add("outdated", key);
    }

    @Override
    public void failureRemembered(CacheKey key) {
        add("failureRemembered", key);
    }

    @Override
    public void unwritable(CacheKey key, RuntimeException failure) {
        add("unwritable", key, failure.getClass().getSimpleName());
    }

    @Override
    public void foreign(CacheKey key, String found, String expected) {
        add("foreign", key, found + " as " + expected);
    }

    @Override
    public void oversized(CacheKey key, ByteSize size, ByteSize limit) {
        add("oversized", key, size + " of " + limit);
    }

    @Override
    public void unfaithful(CacheKey key, UnfaithfulValue value) {
        add("unfaithful", key, value.path() + " " + value.change());
    }

    @Override
    public void unreadable(CacheKey key, RuntimeException failure) {
        add("unreadable", key, failure.getClass().getSimpleName());
    }

    @Override
    public void refreshRefused(CacheKey key) {
        add("refreshRefused", key);
    }

    @Override
    public void refreshNeedsCaller(CacheKey key, LoadNeedsCallerException reason) {
        add("refreshNeedsCaller", key, reason.getMessage());
    }

    @Override
    public void leaseLost(CacheKey key) {
        add("leaseLost", key);
    }

    @Override
    public void unavailable(CacheKey key, CacheUnavailableException failure) {
        add("unavailable", key, failure.getMessage());
    }

    @Override
    public void put(CacheKey key) {
        add("put", key);
    }

    @Override
    public void evicted(CacheKey key) {
        add("evicted", key);
    }

    @Override
    public void cleared(String cache) {
        add("cleared", cache);
    }

    @Override
    public void outageBegan(CacheUnavailableException failure) {
        add("outageBegan", failure.getMessage());
    }

    @Override
    public void outageEnded(OutageSummary summary) {
        add("outageEnded", summary);
    }

    @Override
    public void undeliverable(UndeliverableChanges changes) {
        add("undeliverable", changes.cache(), changes.changes(), changes.fate());
    }

    private void add(String name, Object... details) {
        StringBuilder event = new StringBuilder(name);
        for (Object detail : details) {
            event.append(' ').append(detail);
        }
        synchronized (this) {
            this.events.add(event.toString());
        }
    }

}
