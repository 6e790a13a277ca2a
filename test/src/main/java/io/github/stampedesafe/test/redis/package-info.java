/**
 * Redis servers for tests: child processes, containers, and what can go wrong on the way
 * to them.
 */
@NullMarked
package io.github.stampedesafe.test.redis;

import org.jspecify.annotations.NullMarked;
