/** The totals and the stampede on them. */
@NullMarked
package io.github.stampedesafe.sample.totals;

import org.jspecify.annotations.NullMarked;
