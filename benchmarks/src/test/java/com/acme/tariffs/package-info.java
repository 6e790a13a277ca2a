/** The same service with other caches, and with this library. */
@org.jspecify.annotations.NullMarked
package com.acme.tariffs;
