/** What the documentation shows is what is compiled. */
@NullMarked
package io.github.stampedesafe.sample.docs;

import org.jspecify.annotations.NullMarked;
