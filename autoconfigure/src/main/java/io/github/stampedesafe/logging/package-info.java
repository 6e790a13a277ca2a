/** What an operator reads in the log. */
@NullMarked
package io.github.stampedesafe.logging;

import org.jspecify.annotations.NullMarked;
