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
 * Always runs the method and stores what it returns. No load that began before can
 * replace it. Inside a Spring transaction it takes effect after the commit, and not at
 * all after a rollback. A value that cannot be written or is too large removes the key
 * instead, so that the old value does not outlive the change.
 * <p>
 * On a class or interface it applies to all its public methods that return something; an
 * annotation of this package on the method itself is used instead. What is stored under a
 * key must have the type that the {@link StampedeSafeCacheable} method of that key
 * returns.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(StampedeSafeCachePuts.class)
public @interface StampedeSafeCachePut {

    /** Alias for {@link #cacheName}. */
    @AliasFor("cacheName")
    String value() default "";

    /** Name of the cache, as in {@link StampedeSafeCacheable#cacheName}; required. */
    @AliasFor("value")
    String cacheName() default "";

    /**
     * SpEL expression for the key, as in {@link StampedeSafeCacheable#key}. It is
     * evaluated after the method and may also use {@code #result}.
     */
    String key() default "";

    /**
     * Name of the bean that makes the key, as in
     * {@link StampedeSafeCacheable#keyGenerator}.
     */
    String keyGenerator() default "";

    /**
     * SpEL expression for the keys of a method that returns several values: a collection,
     * an array or the keys of a map, such as {@code #ids}, {@code #result} for a map, or
     * {@code #products.![id]}. The method returns a {@code Map} from ids to values, or a
     * collection of values together with {@link #keyOf}, see
     * {@link StampedeSafeCacheable#keys}. A key of which it returns nothing is stored as
     * {@code null}. The changes are sent to Redis together, when the values have come.
     * <p>
     * {@link #condition} is evaluated once a call, {@link #unless} and {@link #version}
     * for each value, with the value as {@code #result}.
     */
    String keys() default "";

    /** Key of one returned value, as in {@link StampedeSafeCacheable#keyOf}. */
    String keyOf() default "";

    /**
     * SpEL expression, evaluated after the method; unless it is {@code true} nothing is
     * stored. It may use what {@link #key} may.
     */
    String condition() default "";

    /**
     * SpEL expression, evaluated after the method; if it is {@code true} nothing is
     * stored. It may use what {@link #key} may.
     */
    String unless() default "";

    /**
     * SpEL expression for the version of the value, as in
     * {@link StampedeSafeCacheable#version}. A put of a lower version than the stored one
     * changes nothing.
     */
    String version() default "";

    /** How long the value is fresh. */
    String ttl() default "";

    /** As in {@link StampedeSafeCacheable#staleWhileRevalidate}. */
    String staleWhileRevalidate() default "";

    /** As in {@link StampedeSafeCacheable#staleIfError}. */
    String staleIfError() default "";

    /** How long {@code null} is fresh; {@code 0s} = the key is removed instead. */
    String nullTtl() default "";

    /**
     * The largest random share by which each {@link #ttl} is shortened, 0 to 0.9; −1 =
     * inherit.
     */
    double jitter() default -1;

}
