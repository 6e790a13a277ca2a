/**
 * For tests of applications that use the library: a real Redis, crowds of callers,
 * counted and held loads.
 */
@NullMarked
package io.github.stampedesafe.test;

import org.jspecify.annotations.NullMarked;
