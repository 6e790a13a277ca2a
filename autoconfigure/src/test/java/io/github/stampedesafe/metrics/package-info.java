@NullMarked
package io.github.stampedesafe.metrics;

import org.jspecify.annotations.NullMarked;
