/**
 * Compares caches under stampedes, over real processes on one Redis: run it with
 * {@code benchmarks/compare}. A peer is one file that implements {@link Peer} and one
 * line in {@link PeerKind}.
 */
@NullMarked
package io.github.stampedesafe.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
