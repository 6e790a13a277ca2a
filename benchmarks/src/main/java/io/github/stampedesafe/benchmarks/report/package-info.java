/**
 * Writes what was measured into {@code docs/performance.md}: tables, charts, an answer.
 */
@NullMarked
package io.github.stampedesafe.benchmarks.report;

import org.jspecify.annotations.NullMarked;
