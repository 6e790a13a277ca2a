/**
 * The application of docs/coming-from-spring-cache.md: it knows Spring's annotations, and
 * nothing of this library.
 */
@org.jspecify.annotations.NullMarked
package com.acme.pricing;
