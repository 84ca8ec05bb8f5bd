/** Between the application layer and whatever serves it. Applications do not use it. */
@NullMarked
package dev.covet.spi;

import org.jspecify.annotations.NullMarked;
