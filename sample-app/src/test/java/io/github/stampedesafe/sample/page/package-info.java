/** The page of the lab in a real browser. */
@NullMarked
package io.github.stampedesafe.sample.page;

import org.jspecify.annotations.NullMarked;
