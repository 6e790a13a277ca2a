/** The incidents of {@code docs/incidents.md}: first made to happen, then shown gone. */
@NullMarked
package io.github.stampedesafe.incidents;

import org.jspecify.annotations.NullMarked;
