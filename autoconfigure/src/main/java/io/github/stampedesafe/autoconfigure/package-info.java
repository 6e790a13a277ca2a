/** Wires the cache into a Spring Boot application. */
@NullMarked
package io.github.stampedesafe.autoconfigure;

import org.jspecify.annotations.NullMarked;
