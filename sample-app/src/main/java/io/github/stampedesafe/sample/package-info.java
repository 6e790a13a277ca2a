/** A shop whose totals take seconds to add up, and are added up once. */
@NullMarked
package io.github.stampedesafe.sample;

import org.jspecify.annotations.NullMarked;
