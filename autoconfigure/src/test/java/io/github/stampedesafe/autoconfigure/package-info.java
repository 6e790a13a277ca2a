@NullMarked
package io.github.stampedesafe.autoconfigure;

import org.jspecify.annotations.NullMarked;
