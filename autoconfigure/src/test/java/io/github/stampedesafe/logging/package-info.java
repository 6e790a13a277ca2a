@NullMarked
package io.github.stampedesafe.logging;

import org.jspecify.annotations.NullMarked;
