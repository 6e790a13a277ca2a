/**
 * What a laptop lacks and production has: a Redis and a database that several instances
 * share.
 */
@NullMarked
package io.github.stampedesafe.sample.local;

import org.jspecify.annotations.NullMarked;
