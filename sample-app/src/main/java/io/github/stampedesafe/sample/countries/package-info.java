/** Countries: a method with Spring's own cache annotation. */
@NullMarked
package io.github.stampedesafe.sample.countries;

import org.jspecify.annotations.NullMarked;
