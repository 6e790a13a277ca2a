/** Real JVMs and real Redis servers in real trouble, and what callers notice of it. */
@NullMarked
package io.github.stampedesafe.chaos;

import org.jspecify.annotations.NullMarked;
