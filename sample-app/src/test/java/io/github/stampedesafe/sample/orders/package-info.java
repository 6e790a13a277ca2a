/** Orders and their validation. */
@NullMarked
package io.github.stampedesafe.sample.orders;

import org.jspecify.annotations.NullMarked;
