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

package io.github.stampedesafe.store;

/**
 * Delivers the signals of a store to this instance. A bean of this type is started with
 * the application and stopped with it. Without one, an instance notices within about a
 * second what another instance changed.
 */
public interface SignalSource {

    /**
     * Starts to deliver signals in the background, whether the store is there or not.
     * @param receiver receives the signals
     */
    void start(Receiver receiver);

    /** Stops. Afterwards nothing is delivered; may be started again. */
    void stop();

    /** Receives signals. Thread-safe. */
    interface Receiver {

        /**
         * Receives a signal. Never blocks, and asks the store nothing.
         * @param signal the signal; signals of one key come in the order in which the
         * store sent them
         */
        void receive(Signal signal);

        /**
         * To be called whenever signals are delivered again after some may have been
         * missed, the first time included. Asks the store what was missed and may block
         * for one answer: never to be called on a thread that completes the stages of the
         * store.
         * @throws io.github.stampedesafe.CacheUnavailableException if the store does not
         * answer
         */
        void missed();

        /**
         * Takes note that signals may have been missed, before anything is delivered that
         * was sent afterwards. Never blocks. {@link #missed()} has to follow.
         */
        default void reconnected() {
        }

        /**
         * Takes note that every signal was received that was sent between the last gap
         * and a moment. Near copies are trusted only as long as a source says so. Never
         * blocks.
         * @param sent the moment, as {@link System#nanoTime()} measures it
         */
        default void heard(long sent) {
        }

        /**
         * Whether {@link #heard} is wanted ten times a second, because near copies are in
         * use.
         */
        default boolean isAttentive() {
            return false;
        }

    }

}
