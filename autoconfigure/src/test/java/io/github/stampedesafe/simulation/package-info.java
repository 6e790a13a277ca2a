/**
 * A deterministic simulator of several instances over one store: real engines on real
 * threads, of which exactly one runs at a time, chosen by a seed at every boundary.
 */
@NullMarked
package io.github.stampedesafe.simulation;

import org.jspecify.annotations.NullMarked;
