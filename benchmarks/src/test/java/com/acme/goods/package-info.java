/** An application with Spring's cache annotations that knows nothing of this library. */
@org.jspecify.annotations.NullMarked
package com.acme.goods;
