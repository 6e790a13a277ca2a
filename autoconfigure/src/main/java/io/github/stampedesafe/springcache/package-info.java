/**
 * Spring's cache abstraction over the engine: a
 * {@link org.springframework.cache.CacheManager}, its caches, and the interceptor of
 * Spring's annotations that makes look-up, call and put of one invocation one flight.
 */
@NullMarked
package io.github.stampedesafe.springcache;

import org.jspecify.annotations.NullMarked;
