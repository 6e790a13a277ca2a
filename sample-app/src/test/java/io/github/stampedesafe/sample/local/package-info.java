/** The services that a laptop lacks. */
@NullMarked
package io.github.stampedesafe.sample.local;

import org.jspecify.annotations.NullMarked;
