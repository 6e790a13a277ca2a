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
import java.util.OptionalDouble;

/**
 * The smallest beta of {@link EarlyExpiration} with which a key rarely expires before it
 * is refreshed. Used if {@code early-expiration} is {@code adaptive} and the rate and the
 * cost of the key are known; if no beta suffices, the {@code beta} of the policy is used.
 * <p>
 * Let a key be read {@code r} times a second, in no order, and its load take {@code D}
 * seconds. A read with {@code τ} seconds left is drawn with probability
 * {@code exp(−τ / (β·D))}. A draw is in time if it leaves the load its {@code D} seconds,
 * and it counts only in the last {@code W} seconds. So the draws that are in time are a
 * Poisson process whose expected number is
 *
 * <pre>
 * f(β) = ∫ r · exp(−τ / (β·D)) dτ, from D to W
 *      = r · β · D · (exp(−1/β) − exp(−W / (β·D)))
 * </pre>
 *
 * and an entry expires before its refresh with probability {@code exp(−f(β))}. This is at
 * most {@code ε} if and only if {@code f(β) ≥ ln(1/ε)}. As the integrand grows with β, so
 * does f: from 0 to its limit {@code r · (W − D)}. There is one smallest β, or, if the
 * limit is not reached, none.
 * <p>
 * Nobody has to solve for it to judge a read. With the draw {@code E = −ln(U)} a read is
 * due if and only if {@code τ ≤ β·D·E}, hence if the smallest β is at least
 * {@code b = τ / (D·E)}; and that it is if and only if {@code f(b) ≤ ln(1/ε)}.
 * <p>
 * {@code W} bounds what this may cost. A refresh that begins {@code W} before the end of
 * a life of {@code T} makes {@code T / (T − W)} times as many loads as none at all. It is
 * the last quarter of the life, which is a third more at worst; or twice the cost, if
 * that is longer, but never more than half of the life.
 * <p>
 * The rule of drawing is XFetch's: A. Vattani, F. Chierichetti, K. Lowenstein: <i>Optimal
 * Probabilistic Cache Stampede Prevention</i>, PVLDB 8(8), 2015. They fix β; that a key's
 * rate and cost tell the β that suffices is shown here.
 */
public final class AdaptiveBeta {

    /** Past this many windows, the reach of a draw changes nothing any more. */
    private static final double LONGEST_REACH = 100;

    private static final int HALVINGS = 60;

    private final double rate;

    private final double cost;

    private final double window;

    private final double draws;

    /**
     * Takes note of what is known of a key.
     * @param rate reads a second by all instances, 0 if unknown
     * @param cost how long a load takes, zero if unknown
     * @param life how long an entry is fresh
     * @param waitRate share of the entries that may expire before they are refreshed
     */
    AdaptiveBeta(double rate, Duration cost, Duration life, double waitRate) {
        this.rate = rate;
        this.cost = seconds(cost);
        this.window = window(this.cost, seconds(life));
        this.draws = -Math.log(waitRate);
    }

    /**
     * Returns the smallest beta that suffices, to be shown.
     * @param rate reads a second by all instances, 0 if unknown
     * @param cost how long a load takes
     * @param life how long an entry is fresh
     * @param waitRate share of the entries that may expire before they are refreshed;
     * between 0 and 1
     * @return the beta; empty if none suffices, or the rate or cost is unknown
     */
    public static OptionalDouble of(double rate, Duration cost, Duration life, double waitRate) {
        AdaptiveBeta key = new AdaptiveBeta(rate, cost, life, waitRate);
        return key.isReachable() ? OptionalDouble.of(key.solve()) : OptionalDouble.empty();
    }

    /**
     * Judges a read.
     * @param left how long the entry is still fresh; positive
     * @param exponential the draw
     */
    Judgement judge(Duration left, double exponential) {
        if (!isReachable()) {
            return Judgement.OUT_OF_REACH;
        }
        double beta = seconds(left) / (this.cost * exponential);
        boolean due = seconds(left) <= this.window && drawsInTime(beta) <= this.draws;
        return due ? Judgement.DUE : Judgement.NOT_DUE;
    }

    private boolean isReachable() {
        return this.rate > 0 && this.cost > 0 && drawsInTime(largest()) >= this.draws;
    }

    private double largest() {
        return LONGEST_REACH * this.window / this.cost;
    }

    private double drawsInTime(double beta) {
        double reach = beta * this.cost;
        return this.rate * reach * (Math.exp(-1 / beta) - Math.exp(-this.window / reach));
    }

    private double solve() {
        double low = 0;
        double high = largest();
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (drawsInTime(middle) < this.draws) {
                low = middle;
            }
            else {
                high = middle;
            }
        }
        return high;
    }

    private static double window(double cost, double life) {
        return Math.min(life / 2, Math.max(life / 4, 2 * cost));
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toNanosPart() / 1e9; // of any length
    }

    /** What is known of a read. */
    enum Judgement {

        /** It is to refresh the entry. */
        DUE,

        /** It is not. */
        NOT_DUE,

        /** No beta suffices, so a fixed one decides. */
        OUT_OF_REACH

    }

}
