/**
 * The Stampede Lab: traffic over real HTTP to child processes, once behind Spring's cache
 * and once behind this library, and a page that shows what the lab measures.
 */
@NullMarked
package io.github.stampedesafe.sample.lab;

import org.jspecify.annotations.NullMarked;
