/** Products, by one call for several of them and by an asynchronous one. */
@NullMarked
package io.github.stampedesafe.sample.products;

import org.jspecify.annotations.NullMarked;
