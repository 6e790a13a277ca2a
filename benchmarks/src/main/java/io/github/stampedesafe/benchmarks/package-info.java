/** Benchmarks: run them with {@code benchmarks/run}, compare only figures of one run. */
@NullMarked
package io.github.stampedesafe.benchmarks;

import org.jspecify.annotations.NullMarked;
