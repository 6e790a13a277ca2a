/** The application from which docs/annotations.md shows parts. */
@org.jspecify.annotations.NullMarked
package com.acme.catalogue;
