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

import java.util.ArrayList;
import java.util.List;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.store.Signal;

/**
 * A call that is answered by a near copy gets no value that was replaced, removed or, if
 * the value is served as fresh, expired:
 * <ul>
 * <li>by a change or a load that had returned on its instance before the call,</li>
 * <li>by a change or a load whose signal its instance had received before the call,</li>
 * <li>longer before the call than the subscription may be silent, on whatever
 * instance.</li>
 * </ul>
 */
final class NearIsCoherent implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        for (Call read : world.history.calls) {
            if (read.isNear() && read.value != null) {
                checkSignals(world, read, read.value, violations);
                checkOwnCalls(world, read, read.value, violations);
            }
        }
        return violations;
    }

    private static void checkSignals(World world, Call read, String value, List<String> violations) {
        History history = world.history;
        long silence = world.scenario.policy().nearCacheSuspectAfter().toNanos();
        for (History.Sent sent : history.sent) {
            if (!sent.concerns(read.key) || sent.step() < history.storedAt(value) || (sent.isExpiry() && !isFresh(read))
                    || isOfAnotherRelease(world, sent)) {
                continue;
            }
            if (history.received.stream()
                .anyMatch((one) -> one.sent() == sent && one.node() == read.node && one.step() < read.start)) {
                violations.add(read + " got " + value + " although its instance had received " + sent);
            }
            if (read.startTime - sent.time() > silence) {
                violations.add(read + " got " + value + " although " + sent + " was sent long before");
            }
        }
    }

    /** A load of another release leaves the value of this one beside its own. */
    private static boolean isOfAnotherRelease(World world, History.Sent sent) {
        return world.scenario.has(Trouble.RELEASES) && sent.signal() instanceof Signal.Filled;
    }

    private static void checkOwnCalls(World world, Call read, String value, List<String> violations) {
        History history = world.history;
        for (Call own : history.calls) {
            if (own.node != read.node || !own.succeeded() || own.end > read.start || !own.concerns(read.key)) {
                continue;
            }
            if (own.kind.fences() && (own.kind != Call.Kind.EXPIRE || isFresh(read))
                    && ChangeBeatsLoad.isOlder(history, value, own)) {
                violations.add(read + " got " + value + " although " + own + " had returned on its instance");
            }
            String loaded = own.value;
            if (loaded != null && hasLoaded(history, own, loaded)
                    && history.storedAt(value) < history.storedAt(loaded)) {
                violations.add(read + " got " + value + " although " + own + " had loaded " + loaded);
            }
        }
    }

    private static boolean hasLoaded(History history, Call call, String value) {
        return history.stored.containsKey(value)
                && history.loads.stream().anyMatch((load) -> load.call == call && load.value().equals(value));
    }

    private static boolean isFresh(Call read) {
        return read.freshness == Freshness.FRESH || read.freshness == Freshness.DUE;
    }

}
