/** What all endpoints share: country codes, and errors as RFC 9457 problem details. */
@NullMarked
package io.github.stampedesafe.sample.web;

import org.jspecify.annotations.NullMarked;
