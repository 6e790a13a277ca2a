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

package io.github.stampedesafe.recompute;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Decides which keys of a cache are hot, by their place among its keys in reads a second
 * times the cost of a load, over all instances. A hot key stays hot until others are
 * clearly hotter, see {@link #SLACK}.
 *
 * @param enabled whether keys of the cache are counted at all
 * @param top how many keys of the cache are hot at most; positive
 * @param minRate reads a second, by all instances together, below which none is hot; not
 * negative
 * @param refreshAhead how long before it expires a hot key is recomputed, {@code null}
 * for as long as its load will need
 */
public record HotKeyRule(boolean enabled, int top, double minRate, @Nullable Duration refreshAhead) {

    /** Keys enter by the plain limits and leave by these: no key comes and goes. */
    static final double SLACK = 1.5;

    /** Whether a key of this standing becomes, or stays, hot. */
    boolean isMet(boolean isHot, int rank, double rate) {
        return isHot ? rank < this.top * SLACK && rate >= this.minRate / SLACK
                : rank < this.top && rate >= this.minRate;
    }

}
