/**
 * What every entry store, lease provider and codec does, as tests to extend. An
 * implementation passes its contract, or the guarantees of the library do not hold on it.
 */
package io.github.stampedesafe.test.contract;
