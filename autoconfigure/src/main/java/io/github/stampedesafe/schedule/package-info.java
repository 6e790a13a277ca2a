/** Recomputing at set times what nobody may have asked for. */
@NullMarked
package io.github.stampedesafe.schedule;

import org.jspecify.annotations.NullMarked;
