/** Leases as Redisson locks. */
@NullMarked
package io.github.stampedesafe.redisson;

import org.jspecify.annotations.NullMarked;
