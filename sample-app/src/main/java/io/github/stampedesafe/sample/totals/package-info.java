/** The totals of a country: the slow query, and the cache that protects it. */
@NullMarked
package io.github.stampedesafe.sample.totals;

import org.jspecify.annotations.NullMarked;
