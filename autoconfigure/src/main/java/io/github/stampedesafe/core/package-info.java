/**
 * The engine: single flight, freshness and policy, free of Spring, Redis and any clock of
 * its own. Time, chance and threads come in through constructors.
 */
@NullMarked
package io.github.stampedesafe.core;

import org.jspecify.annotations.NullMarked;
