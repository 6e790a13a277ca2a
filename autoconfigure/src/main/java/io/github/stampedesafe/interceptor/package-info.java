/**
 * From a call of an annotated method to a call of the engine, by Spring AOP. Annotations
 * are read and checked when a bean is created, joined with policies and codecs once all
 * beans are there, and only carried out from then on.
 */
@NullMarked
package io.github.stampedesafe.interceptor;

import org.jspecify.annotations.NullMarked;
