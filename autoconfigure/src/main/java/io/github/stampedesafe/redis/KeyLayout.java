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

package io.github.stampedesafe.redis;

import io.github.stampedesafe.key.CacheKey;

/**
 * Names everything that is stored. Names are encoded as UTF-8. What belongs to one cache
 * key shares a Redis Cluster hash tag, and so one slot: {@code shop:{totals:DE}},
 * {@code shop:{totals:DE}:lease}, {@code shop:{totals:DE}:fence},
 * {@code shop:{totals:DE}:failure} and {@code shop:{totals:DE}:beside}.
 */
public final class KeyLayout {

    /*
     * No two of these names are the same string. Behind the prefix, names of a key go on
     * with a brace; "c:cleared", "c:expired" and "signals" do not, because a cache name
     * has no brace and is not empty; only the last has no colon, and the first two end
     * differently. Of the names with a brace an entry ends with a brace, a lease with
     * "lease", a fence with "fence", a failure with "failure", what is kept beside an
     * entry with "beside", a ranking with a digit, and how many it is of with
     * "instances". Two of one sort differ in what is between the same beginning and the
     * same end: c, or c:k. The first colon of c:k ends c, because c has none, so c:k says
     * what c and k were.
     *
     * The hash tag is what is between the first opening brace, which is ours because the
     * prefix has none, and the first closing brace behind it, which may be one of k: it
     * is the same for the five names of a key, and for all rankings of a cache, and not
     * empty because of c.
     */

    private final String prefix;

    private final String channel;

    /**
     * Creates the layout of one application in database 0.
     * @param prefix front of every name, may be empty
     * @throws IllegalArgumentException if the prefix contains a brace
     */
    public KeyLayout(String prefix) {
        this(prefix, 0);
    }

    /**
     * Creates the layout of one application in one database. A channel belongs to the
     * whole server, so its name tells the database.
     * @param prefix front of every name, may be empty
     * @param database number of the database
     * @throws IllegalArgumentException if the prefix contains a brace
     */
    public KeyLayout(String prefix, int database) {
        if (prefix.indexOf('{') >= 0 || prefix.indexOf('}') >= 0) {
            throw new IllegalArgumentException("A key prefix must not contain a brace but is '" + prefix
                    + "'. Leave the braces out: each key gets a hash tag of its own behind the prefix.");
        }
        this.prefix = prefix;
        this.channel = prefix + "signals" + ((database > 0) ? ":" + database : "");
    }

    /**
     * Returns the name of a key's entry, a string.
     * @param key the key
     */
    public String entry(CacheKey key) {
        return this.prefix + "{" + key.cache() + ":" + key.text() + "}";
    }

    /**
     * Returns the name of a key's lease, a lock of Redisson's.
     * @param key the key
     */
    public String lease(CacheKey key) {
        return entry(key) + ":lease";
    }

    /**
     * Returns the name of a key's fence, a string.
     * @param key the key
     */
    public String fence(CacheKey key) {
        return entry(key) + ":fence";
    }

    /**
     * Returns the name of what is remembered of a key's last failed load, a string.
     * @param key the key
     */
    public String failure(CacheKey key) {
        return entry(key) + ":failure";
    }

    /**
     * Returns the name of a key's entry of another shape, a string.
     * @param key the key
     */
    public String beside(CacheKey key) {
        return entry(key) + ":beside";
    }

    /**
     * Returns the name of the mark of the expiries of a whole cache, a string.
     * @param cache name of the cache
     */
    public String expired(String cache) {
        return this.prefix + cache + ":expired";
    }

    /**
     * Returns the name of the mark of the clears of a cache, a string.
     * @param cache name of the cache
     */
    public String cleared(String cache) {
        return this.prefix + cache + ":cleared";
    }

    /**
     * Returns the name of what a cache's keys were worth in a period, a sorted set.
     * @param cache name of the cache
     * @param period number of the period
     */
    public String ranking(String cache, long period) {
        return this.prefix + "{" + cache + "}:hot:" + period;
    }

    /**
     * Returns the name of how many instances added to that, a string. It has the same
     * hash tag.
     * @param cache name of the cache
     * @param period number of the period
     */
    public String rankingInstances(String cache, long period) {
        return ranking(cache, period) + ":instances";
    }

    /** Returns the name of the channel on which all signals of the database go. */
    public String signals() {
        return this.channel;
    }

}
