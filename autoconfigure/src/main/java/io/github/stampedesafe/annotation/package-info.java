/**
 * What users write. Depends on nothing of ours and, for aliases of attributes, on
 * {@link org.springframework.core.annotation.AliasFor} alone.
 */
@NullMarked
package io.github.stampedesafe.annotation;

import org.jspecify.annotations.NullMarked;
