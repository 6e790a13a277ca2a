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

/**
 * After a cache was expired as a whole, no call that starts later on that instance serves
 * a value as fresh whose load began before; the same holds on another instance once that
 * has heard the signal or has asked for it, which it does every second.
 */
final class ExpiredIsStale implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        History history = world.history;
        for (Call change : history.calls) {
            if (change.kind == Call.Kind.EXPIRE && change.succeeded()) {
                history.calls.stream()
                    .filter((read) -> read.freshness == Freshness.FRESH || read.freshness == Freshness.DUE)
                    .filter((read) -> !read.isNear()) // see NearIsCoherent
                    .filter((read) -> read.value != null && read.start > change.end && change.concerns(read.key))
                    .filter((read) -> ChangeBeatsLoad.isOlder(history, read.value, change))
                    .forEach((read) -> violations
                        .add(read + " served " + read.value + " as fresh although " + change + " had returned"));
            }
            History.Expiry expiry = change.expiry;
            if (expiry != null) {
                history.calls.stream()
                    .filter((read) -> read.freshness == Freshness.FRESH || read.freshness == Freshness.DUE)
                    .filter((read) -> read.value != null && change.concerns(read.key))
                    .filter((read) -> hadHeard(history, read, change, expiry) && isOlder(history, read, expiry))
                    .forEach((read) -> violations
                        .add(read + " served " + read.value + " as fresh although " + change + " had returned"));
            }
        }
        return violations;
    }

    private static boolean hadHeard(History history, Call read, Call change, History.Expiry expiry) {
        if (read.node == change.node && change.succeeded() && change.end < read.start) {
            return true;
        }
        boolean signalled = history.heardExpiries.stream()
            .anyMatch(
                    (heard) -> heard.node() == read.node && heard.step() < read.start && heard.expiry().equals(expiry));
        return signalled || history.heard.stream()
            .anyMatch((heard) -> heard.node() == read.node && heard.step() < read.start && heard.only() == null
                    && heard.upTo() > expiry.step());
    }

    private static boolean isOlder(History history, Call read, History.Expiry expiry) {
        String value = read.value;
        if (value == null || !value.startsWith("L")) {
            return false;
        }
        LoadRun load = history.loads.get(Integer.parseInt(value.substring(1)));
        LoadRun.Attempt attempt = load.attempt;
        return (attempt != null) ? attempt.step() < expiry.step() : load.node.number < 0;
    }

}
