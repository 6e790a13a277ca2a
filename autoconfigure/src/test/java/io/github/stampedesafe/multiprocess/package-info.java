/** Several real JVMs on one real Redis. */
@NullMarked
package io.github.stampedesafe.multiprocess;

import org.jspecify.annotations.NullMarked;
