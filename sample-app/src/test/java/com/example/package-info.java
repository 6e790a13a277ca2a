/** The application that docs/getting-started.md builds. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
