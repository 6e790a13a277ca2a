@NullMarked
package io.github.stampedesafe.sample.lab;

import org.jspecify.annotations.NullMarked;
