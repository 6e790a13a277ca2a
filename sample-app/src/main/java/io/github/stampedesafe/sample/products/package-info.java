/** Products: several keys in one call, and an asynchronous method. */
@NullMarked
package io.github.stampedesafe.sample.products;

import org.jspecify.annotations.NullMarked;
