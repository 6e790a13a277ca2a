@NullMarked
package io.github.stampedesafe.benchmarks.report;

import org.jspecify.annotations.NullMarked;
