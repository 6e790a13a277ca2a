/** What several JVMs read and wrote, and whether that could have been one truth. */
@NullMarked
package io.github.stampedesafe.history;

import org.jspecify.annotations.NullMarked;
