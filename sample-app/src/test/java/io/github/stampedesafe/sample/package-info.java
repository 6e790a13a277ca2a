/** The shop as its customers see it. */
@NullMarked
package io.github.stampedesafe.sample;

import org.jspecify.annotations.NullMarked;
