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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.testing.ModelEntryStore;

/** The store as one instance reaches it; writes the history down as the store sees it. */
final class RemoteStore implements EntryStore {

    private final World world;

    private final ModelEntryStore model;

    private final Link link;

    RemoteStore(World world, Link link) {
        this.world = world;
        this.model = world.store;
        this.link = link;
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        return get(key, 0);
    }

    /** Two commands, as on Redis, if the entry is of another shape. */
    @Override
    public @Nullable Entry get(CacheKey key, long shape) {
        Call call = this.world.runningCall(key);
        Entry entry = this.link.call(true, "get", key, () -> found(call, key, shape));
        if (entry == null || !entry.isForeignTo(shape)) {
            return entry;
        }
        Entry beside = this.link.call(true, "get beside", key, () -> beside(call, key, shape));
        return (beside != null) ? beside : entry;
    }

    private @Nullable Entry looked(@Nullable Call call, CacheKey key, @Nullable Entry entry) {
        if (call != null) {
            call.looked(entry != null && this.world.isSurelyServable(key, entry));
        }
        return entry;
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        Call call = this.world.strand("get").call(key);
        if (call == null || !call.isAsync) {
            return Stages.blocking(() -> get(key, shape));
        }
        return this.link.ask(call, true, "get", key, () -> found(call, key, shape))
            .thenCompose((entry) -> (entry != null && entry.isForeignTo(shape))
                    ? this.link.ask(call, true, "get beside", key, () -> beside(call, key, shape))
                        .thenApply((beside) -> (beside != null) ? beside : entry)
                    : CompletableFuture.completedFuture(entry));
    }

    private @Nullable Entry found(@Nullable Call call, CacheKey key, long shape) {
        Entry found = this.model.get(key);
        return (found != null && found.isForeignTo(shape)) ? found : looked(call, key, found);
    }

    private @Nullable Entry beside(@Nullable Call call, CacheKey key, long shape) {
        Entry found = this.model.beside(key);
        return looked(call, key, (found != null && found.payload().shape() == shape) ? found : null);
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        Strand strand = this.world.strand("begin");
        LoadRun.Attempt[] attempt = new LoadRun.Attempt[1];
        return command("begin", key, () -> {
            Begin answer = this.model.begin(key, seen, claim);
            if (answer instanceof Begin.Started started) {
                attempt[0] = new LoadRun.Attempt(this.world.history.step(), this.world.scheduler.now(), started.at(),
                        this.model.get(key, claim.shape()));
            }
            return answer;
        }).thenApply((begin) -> {
            strand.fenced(key, attempt[0]);
            return begin;
        });
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return command("publish", key, () -> {
            Published published = this.model.publish(key, claim, loadStart, newEntry);
            if (published == Published.STORED) {
                String value = StringCodec.text(newEntry.payload().bytes());
                this.world.history.stored.put(value, this.world.history.step());
                this.world.history.loads.get(Integer.parseInt(value.substring(1))).stamps = newEntry.stamps();
                this.world.history.publications.add(new History.Publication(this.world.history.step(), key, value));
                accepted(key, this.world.history.versionOf(value), newEntry.kept());
            }
            this.world.published.happened();
            return published;
        });
    }

    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return left("abandon", key, () -> this.model.abandon(key, claim));
    }

    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return left("fail", key, () -> {
            boolean remembered = this.model.fail(key, claim, failure, life);
            if (remembered) {
                this.world.history.failures.add(new History.Failure(this.world.history.step(), key, failure.message(),
                        this.world.nanosOf(this.model.steady().plus(life))));
            }
            return remembered;
        });
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return command("failure", key, () -> this.model.failure(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return change(Call.Kind.PUT, key, () -> {
            boolean applied = this.model.put(key, newEntry);
            if (applied) {
                String value = StringCodec.text(newEntry.payload().bytes());
                this.world.history.stored.put(value, this.world.history.step());
                accepted(key, this.world.history.versionOf(value), newEntry.kept());
            }
            return applied;
        });
    }

    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return command("replace", key, () -> {
            Entry present = this.model.get(key, shape);
            boolean applied = this.model.replace(key, seen, shape, newEntry);
            if (applied) {
                History history = this.world.history;
                String value = StringCodec.text(newEntry.payload().bytes());
                history.stored.put(value, history.step());
                history.fillings.add(new History.Filling(key, value,
                        (present != null && !present.isForeignTo(shape) && this.world.isSurelyServable(key, present))
                                ? StringCodec.text(present.payload().bytes()) : null));
                happened(Call.Kind.PUT_IF_ABSENT, key);
            }
            return applied;
        });
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return change(Call.Kind.EVICT, key, () -> {
            this.model.evict(key);
            return true;
        }).thenApply((done) -> null);
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return change(Call.Kind.EVICT, key, () -> {
            boolean applied = this.model.evict(key, tombstone);
            if (applied) {
                accepted(key, tombstone.version(), tombstone.life());
            }
            return applied;
        });
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return change(Call.Kind.EXPIRE, key, () -> {
            this.world.isExpiring = true;
            this.model.expire(key);
            this.world.isExpiring = false;
            return true;
        }).thenApply((done) -> null);
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return command("clear", cache, () -> {
            happened(Call.Kind.CLEAR, new CacheKey(cache, ""));
            return this.model.clear(cache, known);
        });
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        Call call = this.world.runningCall();
        return command("expireAll", cache, () -> {
            History history = this.world.history;
            long mark = this.model.expireAll(cache, known);
            History.Expiry expiry = new History.Expiry(history.step(), cache, mark);
            history.expiries.add(expiry);
            if (call != null) {
                call.expiry = expiry;
            }
            return mark;
        });
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return command("marks", caches, () -> this.model.marks(caches));
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return command("restore", cache, () -> {
            this.model.restore(cache, marks);
            return null;
        });
    }

    private CompletionStage<Boolean> left(String what, CacheKey key, BooleanSupplier end) {
        return command(what, key, () -> {
            boolean abandoned = end.getAsBoolean();
            this.world.published.happened();
            return abandoned;
        });
    }

    private CompletionStage<Boolean> change(Call.Kind kind, CacheKey key, BooleanSupplier change) {
        Call call = this.world.runningCall();
        return command(kind.name(), key, () -> {
            boolean applied = change.getAsBoolean();
            if (applied) {
                happened(kind, key);
            }
            else if (call != null) {
                call.ignored = true;
            }
            return applied;
        });
    }

    private void accepted(CacheKey key, @Nullable Long version, Duration kept) {
        if (version != null) {
            Instant now = this.model.steady();
            this.world.history.writes
                .add(new History.Write(this.world.history.step(), now, key, version, now.plus(kept)));
        }
    }

    private void happened(Call.Kind kind, CacheKey key) {
        this.world.history.changes.add(new History.Happening(this.world.history.step(), kind, key));
    }

    private <T extends @Nullable Object> CompletionStage<T> command(String what, Object subject,
            Supplier<T> operation) {
        return this.link.command(this.world.strand(what), true, what, subject, operation);
    }

}
