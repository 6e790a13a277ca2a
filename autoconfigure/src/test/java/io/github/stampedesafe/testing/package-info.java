/** Real servers, controlled clocks and crowds of callers for tests. */
@NullMarked
package io.github.stampedesafe.testing;

import org.jspecify.annotations.NullMarked;
