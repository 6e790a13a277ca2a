/** Applications that used another cache before, and what changes for them. */
@org.jspecify.annotations.NullMarked
package io.github.stampedesafe.benchmarks.migration;
