/** The store, its clock, its signals and its payloads on Redis, through Spring Data. */
@NullMarked
package io.github.stampedesafe.redis;

import org.jspecify.annotations.NullMarked;
