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

package io.github.stampedesafe.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.stampedesafe.engine.RefreshQueue.Lane;
import io.github.stampedesafe.engine.RefreshQueue.Refresh;

/**
 * Refreshes that wait a moment for others, so that one call of their method loads all.
 * They occupy no thread and hold no permit meanwhile. The first of them leads the others:
 * they take one place in the queue, one thread and one permit. Thread-safe; nothing here
 * blocks.
 */
final class RefreshGatherer {

    /** How long the first refresh waits for others. */
    static final Duration WINDOW = Duration.ofMillis(5);

    /** How many keys a call has at most: as many do not wait any longer. */
    static final int MOST = 100;

    private final Delay delay;

    private final Consumer<Refresh> next;

    private final Map<Group, List<Refresh>> open = new HashMap<>();

    /**
     * Creates a gatherer.
     * @param delay ends the waits
     * @param next takes each refresh that waits no longer, with its companions
     */
    RefreshGatherer(Delay delay, Consumer<Refresh> next) {
        this.delay = delay;
        this.next = next;
    }

    /**
     * Lets a refresh wait for others, or go on with those that wait for it.
     * @param method equal for refreshes that one call can load
     */
    void add(Object method, Refresh refresh) {
        Group group = new Group(method, refresh.lane());
        List<Refresh> members;
        int count;
        synchronized (this) {
            members = this.open.computeIfAbsent(group, (absent) -> new ArrayList<>());
            members.add(refresh);
            count = members.size();
            if (count == MOST) {
                this.open.remove(group);
            }
        }
        if (count == MOST) {
            goOn(members);
        }
        else if (count == 1) {
            waitForOthers(group, members);
        }
    }

    private void waitForOthers(Group group, List<Refresh> members) {
        try {
            this.delay.after(WINDOW, () -> close(group, members));
        }
        catch (RejectedExecutionException ex) {
            close(group, members); // nothing is timed any more
        }
    }

    @SuppressWarnings("ReferenceEquality") // others may be waiting by now
    private void close(Group group, List<Refresh> members) {
        boolean isWaiting;
        synchronized (this) {
            isWaiting = this.open.get(group) == members;
            if (isWaiting) {
                this.open.remove(group);
            }
        }
        if (isWaiting) {
            goOn(members);
        }
    }

    private void goOn(List<Refresh> members) {
        Refresh leader = members.get(0);
        leader.lead(List.copyOf(members.subList(1, members.size())));
        this.next.accept(leader);
    }

    /**
     * Refreshes that one call can load. They take turns with others as one.
     *
     * @param method tells methods and their other arguments apart
     * @param lane where they wait in the queue
     */
    private record Group(Object method, Lane lane) {
    }

}
