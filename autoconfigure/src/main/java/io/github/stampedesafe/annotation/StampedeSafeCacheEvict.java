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

package io.github.stampedesafe.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Removes a value, or all values of a cache, after the method has returned. No call that
 * starts later is served a value whose load began before. Inside a Spring transaction it
 * takes effect after the commit, and not at all after a rollback.
 * <p>
 * On a class or interface it applies to all its public methods; an annotation of this
 * package on the method itself is used instead.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(StampedeSafeCacheEvicts.class)
public @interface StampedeSafeCacheEvict {

    /** Alias for {@link #cacheName}. */
    @AliasFor("cacheName")
    String value() default "";

    /** Name of the cache, as in {@link StampedeSafeCacheable#cacheName}; required. */
    @AliasFor("value")
    String cacheName() default "";

    /**
     * SpEL expression for the key, as in {@link StampedeSafeCacheable#key}. Unless
     * {@link #beforeInvocation} is set it is evaluated after the method and may also use
     * {@code #result}.
     */
    String key() default "";

    /**
     * Name of the bean that makes the key, as in
     * {@link StampedeSafeCacheable#keyGenerator}.
     */
    String keyGenerator() default "";

    /**
     * SpEL expression for several keys: a collection, an array or the keys of a map, such
     * as {@code #ids} or {@code #orders.![id]}. It may use what {@link #key} may. The
     * changes are sent to Redis together.
     */
    String keys() default "";

    /**
     * Whether all values of the cache are removed, in constant time: at once on this
     * instance, within a second on others.
     */
    boolean allEntries() default false;

    /**
     * SpEL expression; unless it is {@code true} nothing is removed. It may use what
     * {@link #key} may.
     */
    String condition() default "";

    /**
     * Whether the evict comes before the method runs, and thus also if the method throws
     * or a transaction around the call rolls back. Within such a transaction the evict is
     * repeated after the commit, because a load in between may store what the transaction
     * is about to change. A transaction that the method itself begins is not noticed:
     * leave the default there, which evicts after the method.
     */
    boolean beforeInvocation() default false;

    /**
     * SpEL expression for the version of what is removed, a {@code long}; it may use what
     * {@link #key} may. If the stored version is higher, nothing changes. Otherwise no
     * lower version is stored for the {@code ttl} of the cache, so that a late write
     * cannot bring the value back. Not with {@link #allEntries} or
     * {@link EvictMode#EXPIRE}.
     */
    String version() default "";

    /** What is done with the value, or with all values. */
    EvictMode mode() default EvictMode.REMOVE;

}
