/** Orders change the totals: placing one evicts them. */
@NullMarked
package io.github.stampedesafe.sample.orders;

import org.jspecify.annotations.NullMarked;
