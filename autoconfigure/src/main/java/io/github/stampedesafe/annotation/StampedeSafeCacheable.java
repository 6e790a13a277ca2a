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
 * Caches what a method returns, so that an absent value is loaded once across all threads
 * of all instances, and a popular one is refreshed before it expires.
 * <p>
 * On a class or interface it applies to all its public methods that return something; an
 * annotation of this package on the method itself is used instead. These methods share
 * the cache, so that their keys must differ, for instance by {@code #root.methodName}.
 * <p>
 * Only calls through the Spring proxy are cached, not calls through {@code this}.
 * <p>
 * Refreshes run in the background, after the call that found the value old has returned:
 * with the arguments of that call, but without its thread's transaction, security context
 * or request. Arguments must not be changed afterwards.
 * <p>
 * If the annotation is repeated on one method, the first cache is asked first, and a
 * value that it lacks is loaded through the next.
 * <p>
 * Durations are written {@code 10m}, {@code 1500ms} or {@code PT10M}, with a unit;
 * placeholders such as {@code ${totals.ttl}} work; an empty attribute is inherited. A
 * cache's own properties under {@code stampede-safe.caches} win over these attributes,
 * and these win over {@code stampede-safe.defaults}.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(StampedeSafeCacheables.class)
public @interface StampedeSafeCacheable {

    /** Alias for {@link #cacheName}. */
    @AliasFor("cacheName")
    String value() default "";

    /**
     * Name of the cache, required: at least one character, none of them a colon, brace,
     * blank or control character.
     */
    @AliasFor("value")
    String cacheName() default "";

    /**
     * SpEL expression for the key. By default, the key is made of all arguments.
     * <p>
     * It may use the parameters by name ({@code #country}) or position ({@code #p0} or
     * {@code #a0}), beans ({@code @tenants.current()}), and {@code #root} with its
     * {@code method}, {@code methodName}, {@code target}, {@code targetClass},
     * {@code args} and {@code caches} (the cache's name).
     * {@code io.github.stampedesafe.key.KeyText} lists the types that can be keys, and
     * how they are stored.
     */
    String key() default "";

    /**
     * Name of a bean of Spring's type {@code KeyGenerator} that makes the key, instead of
     * {@link #key}. What it returns must be a type that can be a key. A {@code SimpleKey}
     * of Spring stands for the arguments that it holds.
     */
    String keyGenerator() default "";

    /**
     * SpEL expression for the keys of a method that takes several ids: a parameter that
     * is a collection or an array, such as {@code #ids}, or a projection of it, such as
     * {@code #ids.![#tenant + ':' + #this]}. Each element makes one key, as {@link #key}
     * would in a method that takes one id, and both methods share the entries.
     * <p>
     * One question finds what is stored. The method is called once for the ids that are
     * neither stored nor being loaded, with a new collection or array of the declared
     * type, and not at all if there are none. It returns a {@code Map} from ids to
     * values, or a collection of values together with {@link #keyOf}, or what brings one
     * of these later: a future, a {@code Mono}, a {@code Flux} of values. An id of which
     * it returns nothing is cached as {@code null}; what was not asked for is ignored.
     * Callers get the values that are not {@code null}, in the order of their ids.
     * <p>
     * {@link #condition} is evaluated once a call, {@link #unless} and {@link #version}
     * for each value, with the value as {@code #result}.
     */
    String keys() default "";

    /**
     * SpEL expression for the key of one returned value, if a method with {@link #keys}
     * returns a collection of values, such as {@code id}. Its root is the value, which is
     * also {@code #result}; it may use the parameters. It gives what {@link #keys} gives
     * for the id of the value.
     */
    String keyOf() default "";

    /**
     * Whether other methods of the cache, or other beans of the class, may have the same
     * keys on purpose, because they return the same values. Otherwise two methods of one
     * cache whose keys are all their arguments, of equal types, stop the application at
     * its start: each would be served the values of the other.
     */
    boolean sharedKeys() default false;

    /**
     * SpEL expression, evaluated before anything else; unless it is {@code true} the
     * method runs as if not annotated. It may use what {@link #key} may.
     */
    String condition() default "";

    /**
     * SpEL expression, evaluated after a load; if it is {@code true} the value is
     * returned but not stored. It may also use {@code #result}, which is the value inside
     * if the method returns an {@code Optional}.
     */
    String unless() default "";

    /**
     * SpEL expression for the version of the value, a {@code long} that grows with each
     * change, such as {@code #result.version}. A value is not stored over one of a higher
     * version, nor over the trace that a versioned evict of a higher version left. It is
     * evaluated after a load and may use what {@link #unless} may; {@code null}, or a
     * {@code null} result that it would use, is no version. By default there is none.
     */
    String version() default "";

    /**
     * SpEL expression for the group with which a load takes its turn if loads have to
     * wait, such as {@code #tenant}: groups are served in turn, however many loads each
     * has waiting, so that none keeps the others waiting. It may use what {@link #key}
     * may, and gives what can be a key. Empty, or {@code null}: one group for the cache.
     * <p>
     * It is evaluated before a load, if {@code max-concurrent-loads} bounds the loads of
     * the cache, and before a refresh in the background; a hit does not evaluate it.
     */
    String fairnessKey() default "";

    /** How long a loaded value is fresh. */
    String ttl() default "";

    /**
     * For this long after {@link #ttl}, the old value is served at once while one
     * background load replaces it.
     */
    String staleWhileRevalidate() default "";

    /**
     * For this long after {@link #ttl}, the old value is served if it cannot be replaced.
     */
    String staleIfError() default "";

    /** How long {@code null} is fresh; {@code 0s} = it is not stored. */
    String nullTtl() default "";

    /**
     * The largest random share by which each {@link #ttl} is shortened, 0 to 0.9; −1 =
     * inherit.
     */
    double jitter() default -1;

    /**
     * How eagerly a value is refreshed before it expires: 1 is the optimum of the XFetch
     * paper, more is earlier, 0 is never; −1 = inherit.
     */
    double beta() default -1;

}
