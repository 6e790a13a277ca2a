/**
 * One instance of the application that the Stampede Lab stresses: the same product over
 * HTTP twice, behind Spring's cache and behind this library.
 */
@NullMarked
package io.github.stampedesafe.labinstance;

import org.jspecify.annotations.NullMarked;
