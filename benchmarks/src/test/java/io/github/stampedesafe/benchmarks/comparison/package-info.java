/** Tests of the comparison's arithmetic, and of the comparison itself in a small form. */
@NullMarked
package io.github.stampedesafe.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
